package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.client.ManagerClient;
import io.halo.shell.client.Reply;
import io.halo.shell.client.Reply.Answer;
import io.halo.shell.client.Reply.Refused;
import io.halo.shell.client.Reply.Unreachable;
import io.halo.shell.spec.GlobalOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the commands have in common when they talk to the manager: how long they wait, and what
/// they say if it fails.
final class Manager {
    /// The manager answers from memory within milliseconds; a busy machine is given its time.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// To look ahead in a large cluster takes a while.
    static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

    private Manager() {}

    static ManagerClient of(GlobalOptions globals) {
        return new ManagerClient(globals.socket());
    }

    /// What the manager tells; if it does not, the reason is printed and the result is empty.
    static Optional<Json> read(GlobalOptions globals, String target, Console console) {
        return answered(of(globals).get(target, PATIENCE), globals, console);
    }

    /// The body of an answer; of anything else a line on the console.
    static Optional<Json> answered(Reply reply, GlobalOptions globals, Console console) {
        // No pattern switch on the way of every command: the JVM would generate a class for it in
        // each run.
        if (reply instanceof Answer answer) {
            return Optional.of(answer.body());
        }
        console.error(why(reply, globals));
        return Optional.empty();
    }

    /// Why there is no answer, on one line.
    static String why(Reply reply, GlobalOptions globals) {
        return reply instanceof Refused refused
                ? explain(refused)
                : explain(globals.socket(), (Unreachable) reply);
    }

    /// One line: what was tried, what is wrong, what to do.
    private static String explain(Path socket, Unreachable reply) {
        return "cannot reach the manager at " + socket + ": " + reply.detail() + advice(reply);
    }

    private static String advice(Unreachable reply) {
        return switch (reply.failure()) {
            case NO_SOCKET -> "; start halo-manager, or name its socket with --socket PATH";
            case NOT_LISTENING ->
                    "; the manager has ended: start halo-manager (systemctl start halo-manager)";
            case NOT_PERMITTED -> "; use sudo, or become a member of the socket's group";
            case TIMED_OUT -> "; it runs but hangs: look at its log (journalctl -u halo-manager)";
            case BROKEN ->
                    "; does another program listen there? name the manager's socket with --socket PATH";
            case INTERRUPTED -> "";
        };
    }

    private static String explain(Refused reply) {
        return "the manager says no ("
                + reply.status()
                + "): "
                + (reply.reason().isEmpty() ? "it gave no reason; look at its log" : reply.reason())
                + (reply.advice().isEmpty() ? "" : "; try: " + reply.advice());
    }
}
