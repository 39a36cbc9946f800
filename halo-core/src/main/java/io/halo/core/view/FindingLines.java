package io.halo.core.view;

import io.halo.core.model.Finding;
import io.halo.core.model.Finding.Code;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import io.halo.core.view.LogLine.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Findings as lines of a log: one when it is there to stay, one when it is over for good.
///
/// A critical one is told at once. A warning is told when it has stood for [#SETTLED]: in a
/// failover that goes well every step of it is one for a moment, and the events tell of those. What
/// differs in its numbers only, such as the count of attempts, is the same finding.
final class FindingLines {
    /// What heals by itself has mostly done so by then; nobody who reads a warning later than this
    /// has lost anything by it.
    static final Duration SETTLED = Duration.ofSeconds(10);

    private final ReportWatch watch = new ReportWatch();
    private SequencedMap<FindingKey, Standing> standing = new LinkedHashMap<>();

    /// Most findings are those of the step before: their keys need not be made again.
    private SequencedMap<Finding, FindingKey> keys = new LinkedHashMap<>();

    private Instant nextSettles = Instant.MAX;

    /// @param goneSince since when it is not there any more, or null if it is
    private record Standing(
            Finding finding, Instant since, boolean told, @Nullable Instant goneSince) {}

    /// Whether there may be something to tell. Cheap, because the log is written in each step.
    boolean changed(World world, Instant now) {
        return watch.changed(world) || !nextSettles.isAfter(now);
    }

    List<LogLine> of(World world, Instant now) {
        SequencedMap<FindingKey, Finding> present = present(world);
        var lines = new ArrayList<LogLine>();
        var next = new LinkedHashMap<FindingKey, Standing>();
        nextSettles = Instant.MAX;
        standing.forEach((key, old) -> {
            if (old.told() && !present.containsKey(key)) {
                gone(key, old, present, now, next, lines);
            }
        });
        present.forEach(
                (key, finding) -> next.put(key, standing(key, finding, present, now, lines)));
        standing = next;
        return lines;
    }

    private SequencedMap<FindingKey, Finding> present(World world) {
        var present = new LinkedHashMap<FindingKey, Finding>();
        var next = new LinkedHashMap<Finding, FindingKey>();
        Stream.concat(
                        world.findings().stream(),
                        world.sets().values().stream()
                                .flatMap(set -> set.report().findings().stream()))
                .forEach(finding -> {
                    FindingKey old = keys.get(finding);
                    FindingKey key = old == null ? FindingKey.of(finding) : old;
                    next.put(finding, key);
                    present.putIfAbsent(key, finding);
                });
        keys = next;
        return present;
    }

    private Standing standing(
            FindingKey key,
            Finding finding,
            SequencedMap<FindingKey, Finding> present,
            Instant now,
            List<LogLine> lines) {
        Standing old = standing.get(key);
        Instant since = old == null ? now : old.since();
        if (old != null && old.told()) {
            return new Standing(finding, since, true, null);
        }
        Instant due = since.plus(patience(finding));
        if (due.isAfter(now)) {
            lookAgainAt(due);
            return new Standing(finding, since, false, null);
        }
        if (!isImplied(key, present)) {
            String command = finding.command().isEmpty() ? "" : " [" + finding.command() + "]";
            lines.add(new LogLine(level(finding), words(finding) + command));
        }
        return new Standing(finding, since, true, null);
    }

    private static Duration patience(Finding finding) {
        return switch (finding.severity()) {
            case INFO, CRITICAL -> Duration.ZERO;
            case WARNING -> SETTLED;
        };
    }

    /// A host that was powered off does not answer.
    private static boolean isImplied(FindingKey key, SequencedMap<FindingKey, Finding> present) {
        return key.code() == Code.HOST_DISCONNECTED
                && present.keySet().stream()
                        .anyMatch(other ->
                                other.code() == Code.HOST_FENCED
                                        && other.object().equals(key.object()));
    }

    /// What is back soon was never over: a manager that looks anew, a host that answers once.
    private void gone(
            FindingKey key,
            Standing old,
            SequencedMap<FindingKey, Finding> present,
            Instant now,
            SequencedMap<FindingKey, Standing> next,
            List<LogLine> lines) {
        Instant since = old.goneSince() == null ? now : old.goneSince();
        Instant due = since.plus(SETTLED);
        if (due.isAfter(now)) {
            lookAgainAt(due);
            next.put(key, new Standing(old.finding(), old.since(), true, since));
        } else if (isWorthAnEnd(key, old, present)) {
            lines.add(new LogLine(Level.INFO, "over: " + words(old.finding())));
        }
    }

    /// Nothing is said if the same goes on in other words, or if the event `connected` says it.
    private static boolean isWorthAnEnd(
            FindingKey key, Standing old, SequencedMap<FindingKey, Finding> present) {
        boolean goesOn = present.keySet().stream().anyMatch(it -> it.isAboutTheSameAs(key));
        boolean eventSaysIt =
                key.code() == Code.HOST_DISCONNECTED || key.code() == Code.HOST_NOT_SERVING;
        return !goesOn && !eventSaysIt && old.finding().severity() != Severity.INFO;
    }

    private void lookAgainAt(Instant moment) {
        nextSettles = moment.isBefore(nextSettles) ? moment : nextSettles;
    }

    private static String words(Finding finding) {
        return finding.object() + " " + finding.text();
    }

    private static Level level(Finding finding) {
        return switch (finding.severity()) {
            case INFO -> Level.DEBUG;
            case WARNING -> Level.WARNING;
            case CRITICAL -> Level.ERROR;
        };
    }
}
