package io.halo.shell.render;

import io.halo.shell.client.Json;
import java.util.Locale;

/// Why a group or host is as it is, as `GET …/explain` tells it.
public final class ExplanationText {
    private static final int SECOND = 1_000;
    private static final int MINUTE = 60 * SECOND;
    private static final int HOUR = 60 * MINUTE;

    private ExplanationText() {}

    public static String of(Json why, Page page) {
        var text = new StringBuilder();
        add(text, page, why.text("id") + ": " + why.text("phase"), 0);
        add(text, page, why.text("summary"), 0);
        labelled(text, page, "Waits for: ", why.text("waits_for"));
        labelled(text, page, "Type: ", why.text("command"));
        text.append('\n');
        int width = width(why);
        String before = "";
        for (Json line : why.get("evidence").list()) {
            String about = line.text("about");
            String head = about.equals(before) ? "" : about;
            before = about;
            add(
                    text,
                    page,
                    head
                            + " ".repeat(width - head.length() + 2)
                            + CleanText.line(line.text("text"))
                            + age(line.get("age_millis")),
                    width + 2);
        }
        return text.toString();
    }

    private static int width(Json why) {
        return why.get("evidence").list().stream()
                .mapToInt(line -> line.text("about").length())
                .max()
                .orElse(0);
    }

    private static void labelled(StringBuilder text, Page page, String label, String words) {
        if (!words.isEmpty()) {
            add(text, page, label + CleanText.line(words), label.length());
        }
    }

    /// Blanks at the beginning are part of the table.
    private static void add(StringBuilder text, Page page, String line, int indent) {
        text.append(page.folded(line, indent)).append('\n');
    }

    private static String age(Json millis) {
        if (!(millis instanceof Json.Num(String digits))) {
            return "";
        }
        return " (" + span(Long.parseLong(digits)) + " ago)";
    }

    static String span(long millis) {
        if (millis < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
        }
        return millis < HOUR ? millis / MINUTE + " min" : millis / HOUR + " h";
    }
}
