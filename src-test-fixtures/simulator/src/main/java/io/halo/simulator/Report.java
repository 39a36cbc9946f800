package io.halo.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What many runs came to, for people.
final class Report {
    private final StringBuilder text = new StringBuilder();

    private Report() {}

    static String of(Campaign.Outcome outcome) {
        var report = new Report();
        report.write(outcome);
        return report.text.toString();
    }

    /// A failure in one line.
    static String line(Simulation.Result failure) {
        return "seed "
                + failure.plot().seed()
                + ": "
                + failure.violation().map(Violation::toString).orElse("");
    }

    private void write(Campaign.Outcome outcome) {
        Tally tally = outcome.tally();
        line(
                "runs %d, simulated hours %.1f, turns of managers %d",
                tally.runs, tally.virtualNanos / 3.6e12, tally.turns);
        line(
                "starts %d, stops %d, fences spawned %d, confirmed %d, failovers %d, double runs noticed %d",
                tally.starts,
                tally.stops,
                tally.fencesSpawned,
                tally.fencesConfirmed,
                tally.failovers,
                tally.doubleRunsNoticed);
        line("faults %d", tally.allFaults());
        table("faults by kind", tally.faults);
        table("situations played", tally.situations);
        table("assumptions broken in runs", tally.assumptions);
        table("phases entered", tally.phases);
        table("findings", tally.findings);
        table("guards that held a fence back", tally.guards);
        table("commands", tally.answers);
        table("how runs ended", tally.ends);
        line("violations %d", outcome.failures().size());
        var laws = new TreeMap<String, Long>();
        outcome.failures()
                .forEach(one ->
                        one.violation().ifPresent(it -> laws.merge(it.law(), 1L, Long::sum)));
        table("violations by law", laws);
        outcome.failures().forEach(one -> line("  %s", line(one)));
    }

    private void table(String title, Map<?, Long> counts) {
        line("%s:", title);
        counts.forEach((name, count) -> line("  %-42s %10d", name, count));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
