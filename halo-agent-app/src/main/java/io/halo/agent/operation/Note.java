package io.halo.agent.operation;

import io.halo.agent.ocf.Op;
import io.halo.process.ProcessTree;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the next agent process must know of a script that runs.
///
/// @param token marks the script's processes
/// @param boot the boot in which it was begun; in any other it is gone
/// @param resource empty if the note cannot be read
/// @param operation empty if the note cannot be read
/// @param op null if the note cannot be read
/// @param timeout counted from the spawn
/// @param tree null until it was spawned
/// @param stuck it ran into its timeout and could not be ended
record Note(
        String token,
        String boot,
        String resource,
        String operation,
        @Nullable Op op,
        Duration timeout,
        @Nullable ProcessTree tree,
        boolean stuck) {

    private static final String TREE = "tree ";
    private static final String STUCK = "stuck yes";

    static Note before(Operation operation, String token, String boot) {
        var call = operation.call();
        return new Note(
                token,
                boot,
                call.resource(),
                operation.id(),
                call.op(),
                call.timeout(),
                null,
                false);
    }

    /// A note of this boot that says nothing but its name: the token.
    static Note unreadable(String token, String boot) {
        return new Note(token, boot, "", "", null, Duration.ZERO, null, false);
    }

    boolean isReadable() {
        return op != null;
    }

    Note spawned(ProcessTree what) {
        return new Note(token, boot, resource, operation, op, timeout, what, stuck);
    }

    Note asStuck() {
        return new Note(token, boot, resource, operation, op, timeout, tree, true);
    }

    /// Lines; none of the values can hold a line break. What is learnt later follows as [#treeLine]
    /// and [#stuckLine].
    String text() {
        return "boot "
                + boot
                + "\nresource "
                + resource
                + "\noperation "
                + operation
                + "\nop "
                + (op == null ? "" : op)
                + "\ntimeout "
                + timeout.toMillis()
                + "\nend\n";
    }

    static String treeLine(ProcessTree tree) {
        return TREE + tree.text() + "\n";
    }

    static String stuckLine() {
        return STUCK + "\n";
    }

    /// Reads what [#text()] wrote; empty if it is not whole.
    static Optional<Note> parse(String token, String text) {
        var lines = new LinkedHashMap<String, String>();
        text.lines()
                .forEach(line -> {
                    int blank = line.indexOf(' ');
                    lines.put(
                            blank < 0 ? line : line.substring(0, blank),
                            blank < 0 ? "" : line.substring(blank + 1));
                });
        String boot = lines.get("boot");
        String resource = lines.get("resource");
        String operation = lines.get("operation");
        String word = lines.get("op");
        String timeout = lines.get("timeout");
        if (boot == null
                || resource == null
                || operation == null
                || timeout == null
                || !lines.containsKey("end")) {
            return Optional.empty();
        }
        var op = Arrays.stream(Op.values()).filter(value -> value.name().equals(word)).findFirst();
        var tree = ProcessTree.parse(lines.getOrDefault("tree", ""));
        return op.flatMap(known ->
                millis(timeout)
                        .map(limit ->
                                new Note(
                                        token,
                                        boot,
                                        resource,
                                        operation,
                                        known,
                                        limit,
                                        tree.orElse(null),
                                        lines.containsKey("stuck"))));
    }

    private static Optional<Duration> millis(String text) {
        try {
            return Optional.of(Duration.ofMillis(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
