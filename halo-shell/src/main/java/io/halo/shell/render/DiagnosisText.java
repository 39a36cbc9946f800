package io.halo.shell.render;

import io.halo.shell.render.Diagnosis.Grade;
import java.util.ArrayList;
import java.util.List;

/// The text of `halo doctor`: a line for each thing, what to do below it, and the count.
public final class DiagnosisText {
    private static final int INDENT = 6;

    private DiagnosisText() {}

    /// @param all what is counted, also if not all of it is shown
    public static String of(List<Diagnosis> shown, List<Diagnosis> all, Page page) {
        List<String> lines = new ArrayList<>();
        for (Diagnosis one : shown) {
            String grade = one.grade().name();
            String line =
                    page.folded(
                            grade
                                    + "  "
                                    + CleanText.line(one.about())
                                    + ": "
                                    + CleanText.line(one.text()),
                            INDENT);
            lines.add(page.coloured(colour(one.grade()), grade) + line.substring(grade.length()));
            if (!one.advice().isEmpty()) {
                lines.add(
                        page.folded(
                                " ".repeat(INDENT) + "do: " + CleanText.line(one.advice()),
                                INDENT + 4));
            }
        }
        lines.add(
                all.size()
                        + " checks: "
                        + count(all, Grade.PASS)
                        + " pass, "
                        + count(all, Grade.WARN)
                        + " warn, "
                        + count(all, Grade.FAIL)
                        + " fail");
        return String.join("\n", lines) + "\n";
    }

    private static long count(List<Diagnosis> all, Grade grade) {
        return all.stream().filter(it -> it.grade() == grade).count();
    }

    private static Colour colour(Grade grade) {
        return switch (grade) {
            case PASS -> Colour.GREEN;
            case WARN -> Colour.YELLOW;
            case FAIL -> Colour.RED;
        };
    }
}
