package io.halo.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Writes a plot as a scenario file (docs/adding-a-scenario.md): the beginning of a test that pins
/// what was found. What scenarios have no words for stands there as a comment.
final class ScenarioFile {
    private ScenarioFile() {}

    private record Line(long at, String text) {}

    static String of(Plot plot, Violation violation) {
        var text = new ArrayList<String>();
        text.add("# " + violation + " (simulator, seed " + plot.seed() + ")");
        text.addAll(plot.head());
        long now = 0;
        for (Line line : lines(plot)) {
            if (line.at > now) {
                text.add("advance " + Spans.words(line.at - now));
                now = line.at;
            }
            text.add(line.text);
        }
        long rest = Math.max(violation.at() - now, 0) + 60 * Timeline.S;
        text.add("advance " + Spans.words(rest));
        text.add("show");
        text.add("----");
        return String.join("\n", text) + "\n";
    }

    private static List<Line> lines(Plot plot) {
        var lines = new ArrayList<Line>();
        for (Happening one : plot.happenings()) {
            long at = one.isFromTheStart() ? 0 : plot.warm() + one.at();
            lines.add(new Line(at, one.line()));
            if (one.span() > 0 && !one.endLine().isEmpty()) {
                lines.add(new Line(at + one.span(), one.endLine()));
            }
        }
        lines.sort(Comparator.comparingLong(Line::at));
        return lines;
    }
}
