package io.halo.shell.render;

import io.halo.shell.client.Json;
import java.util.List;
import java.util.function.Function;

/// What would happen, as `POST /plan` tells it.
public final class ForeseenText {
    private static final String INDENT = "  ";

    /// Room for `890.5 s`.
    private static final int TIME = 8;

    private ForeseenText() {}

    public static String of(Json foreseen, Page page) {
        var text = new StringBuilder();
        List<Json> steps = foreseen.get("steps").list();
        if (steps.isEmpty()) {
            text.append("Nothing would be done.\n");
        } else {
            text.append(
                    "Would be, if scripts and fence programs succeed, counted from now without what they take:\n");
        }
        for (Json step : steps) {
            String time = ExplanationText.span(step.number("after_millis"));
            String head = " ".repeat(Math.max(0, TIME - time.length())) + time + INDENT;
            add(text, page, head, step.text("text"));
        }
        if (!foreseen.is("settled", true)) {
            text.append("More would follow later.\n");
        }
        section(text, page, "Groups then:", foreseen.get("groups").list(), ForeseenText::group);
        section(
                text,
                page,
                "New findings:",
                foreseen.get("findings").list(),
                ForeseenText::finding);
        return text.toString();
    }

    private static void section(
            StringBuilder text,
            Page page,
            String title,
            List<Json> lines,
            Function<Json, String> words) {
        if (!lines.isEmpty()) {
            text.append(title).append('\n');
            lines.forEach(line -> add(text, page, INDENT, words.apply(line)));
        }
    }

    private static String group(Json group) {
        String host = group.text("host");
        return group.text("id")
                + " "
                + group.text("phase")
                + (host.isEmpty() ? "" : " on " + host)
                + tail(group, "reason");
    }

    private static String finding(Json finding) {
        return finding.text("severity")
                + " "
                + finding.text("object")
                + ": "
                + finding.text("text");
    }

    private static String tail(Json group, String name) {
        return group.text(name).isEmpty() ? "" : ": " + group.text(name);
    }

    private static void add(StringBuilder text, Page page, String head, String words) {
        text.append(page.folded(head + CleanText.line(words), head.length())).append('\n');
    }
}
