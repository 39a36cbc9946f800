package io.halo.shell.command;

import io.halo.shell.client.Json;
import io.halo.shell.render.CleanText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Operations in words.
final class OperationText {
    private OperationText() {}

    /// Nearly as it was typed: `failback oss00`, `maintenance on oss00`.
    static String name(Json operation) {
        String kind = operation.text("kind").replace('_', '-');
        String target = operation.text("target");
        return switch (kind) {
            case "clear" -> "events clear";
            case "maintenance" -> kind + onOrOff(operation) + " " + target;
            default -> kind + " " + target;
        };
    }

    /// Its first step says which, and until when.
    private static String onOrOff(Json operation) {
        return operation.get("steps").list().stream()
                .findFirst()
                .map(step -> " " + step.text("text").split(" ", 2)[0])
                .orElse("");
    }

    /// How long it took, if that is worth telling.
    static String took(Json operation) {
        try {
            Duration took =
                    Duration.between(
                            Instant.parse(operation.text("started")),
                            Instant.parse(operation.text("ended")));
            return took.toMillis() < 100
                    ? ""
                    : String.format(Locale.ROOT, " (%.1f s)", took.toMillis() / 1000.0);
        } catch (DateTimeException unknown) {
            return "";
        }
    }

    /// One line of a list: `2026-04-28 12:00:00Z 7-12 failback oss00 by root (repaired): done`.
    static String line(Json operation) {
        String comment = operation.text("comment");
        String reason = operation.text("reason");
        boolean idle = operation.text("state").equals("done") && !operation.is("changed", true);
        return CleanText.line(
                operation.text("started").replaceFirst("T(\\d\\d:\\d\\d:\\d\\d).*", " $1Z")
                        + " "
                        + operation.text("id")
                        + " "
                        + name(operation)
                        + " by "
                        + operation.text("actor")
                        + (comment.isEmpty() ? "" : " (" + comment + ")")
                        + ": "
                        + operation.text("state")
                        + (idle ? ", nothing to do" : "")
                        + (reason.isEmpty() ? "" : ", " + reason));
    }

    /// With what was done for it.
    static List<String> lines(Json operation) {
        var lines = new ArrayList<String>();
        lines.add(line(operation));
        operation.get("steps").list().forEach(step -> lines.add("  " + step(step)));
        return lines;
    }

    static String step(Json step) {
        String time = step.text("time").replaceFirst(".*T(\\d\\d:\\d\\d:\\d\\d).*", "$1");
        return CleanText.line(time + " " + step.text("text"));
    }
}
