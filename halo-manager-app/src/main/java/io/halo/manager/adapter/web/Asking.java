package io.halo.manager.adapter.web;

import io.halo.core.forecast.Foreseen;
import io.halo.core.forecast.Supposition;
import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.engine.Commands;
import io.halo.engine.Outlook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;

/// Puts commands to the core, and what it answers into HTTP. A client that goes away changes
/// nothing: the command is the core's from the moment it was put.
final class Asking {
    /// The core judges within milliseconds, unless the disk hangs.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Commands commands;
    private final Waiters waiters;
    private final Peers peers;
    private final LongCalls calls;
    private final Outlook outlook;

    Asking(Commands commands, Waiters waiters, Outlook outlook, Peers peers, LongCalls calls) {
        this.commands = commands;
        this.outlook = outlook;
        this.waiters = waiters;
        this.peers = peers;
        this.calls = calls;
    }

    /// The operation once it has ended, or as it is when the wait is over; at once if too many wait
    /// already, for the command is taken.
    ///
    /// @throws ErrorResponseException with the problem if it was not taken
    ResponseEntity<byte[]> operation(Command command, String comment, Terms terms) {
        if (terms.dryRun()) {
            return foresee(new Supposition(List.of(), List.of(command)));
        }
        CommandId id = put(command, comment);
        CommandRecord record = ended(id, terms.patience());
        ResponseEntity.BodyBuilder answer =
                record.running()
                        ? ResponseEntity.accepted().location(URI.create("/operations/" + id))
                        : ResponseEntity.ok();
        return StatusJson.answer(answer, OperationJson.of(record));
    }

    /// For commands that end at once: asked for what has changed when that can be seen.
    ///
    /// @throws ErrorResponseException with the problem if it was not taken
    ResponseEntity<byte[]> atOnce(
            Command command,
            String comment,
            Terms terms,
            Supplier<ResponseEntity<byte[]>> changed) {
        if (terms.dryRun()) {
            return foresee(new Supposition(List.of(), List.of(command)));
        }
        put(command, comment);
        return changed.get();
    }

    /// What would happen. A command that would be refused is refused.
    ///
    /// @throws ErrorResponseException with the problem of the first command that would not be taken
    ResponseEntity<byte[]> foresee(Supposition supposition) {
        Foreseen foreseen;
        try {
            foreseen = outlook.foresee(supposition);
        } catch (IllegalArgumentException e) {
            throw problem(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()), "");
        }
        foreseen.answers().forEach(Asking::taken);
        return StatusJson.ok(ForeseenJson.of(foreseen));
    }

    private CommandId put(Command command, String comment) {
        try {
            Answer answer =
                    calls.call(() -> commands.ask(command, peers.user(), comment, PATIENCE));
            return taken(answer);
        } catch (TimeoutException _) {
            throw problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no answer within "
                            + PATIENCE.toSeconds()
                            + " s; the command may have been taken: see GET /operations",
                    "halo operations");
        } catch (InterruptedException _) {
            throw stopping();
        }
    }

    private static CommandId taken(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(CommandId id) -> id;
            case Answer.Refused(String why, String advice) ->
                    throw problem(HttpStatus.CONFLICT, why, advice);
            case Answer.NotFound(String why) -> throw problem(HttpStatus.NOT_FOUND, why, "");
            case Answer.NotWritable(String why) ->
                    throw problem(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "nothing was done: the state cannot be written: " + why,
                            "");
        };
    }

    private CommandRecord ended(CommandId id, Duration wait) {
        try {
            return waiters.ended(id, wait, () -> {})
                    .orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "no operation " + id, ""));
        } catch (InterruptedException _) {
            throw stopping();
        }
    }

    private static ErrorResponseException stopping() {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the manager is stopping; the command may have been taken: see GET /operations",
                "halo operations");
    }

    static ErrorResponseException problem(HttpStatus status, String detail, String advice) {
        ProblemDetail problem = Problems.of(status.value(), detail);
        if (!advice.isEmpty()) {
            problem.setProperty("advice", advice);
        }
        return new ErrorResponseException(status, problem, null);
    }
}
