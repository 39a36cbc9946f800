package io.halo.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the newest planning of a set found.
///
/// @param unprotected hosts whose groups would not start elsewhere if the host died now, and why
///   not
/// @param conflicts groups of which the history says that they are in conflict, and not yet that
///   this is over
public record SetReport(
        SortedMap<GroupId, PhaseReport> phases,
        List<Finding> findings,
        SortedMap<HostId, String> unprotected,
        SortedSet<GroupId> conflicts) {
    public static final SetReport NONE = new SetReport(new TreeMap<>(), List.of(), new TreeMap<>());

    public SetReport {
        phases = Checks.sorted(phases);
        findings = Checks.list(findings);
        unprotected = Checks.sorted(unprotected);
        conflicts = Checks.sorted(conflicts);
    }

    /// Of planning, which writes no history.
    public SetReport(
            SortedMap<GroupId, PhaseReport> phases,
            List<Finding> findings,
            SortedMap<HostId, String> unprotected) {
        this(phases, findings, unprotected, new TreeSet<>());
    }

    public SetReport withConflicts(SortedSet<GroupId> open) {
        return new SetReport(phases, findings, unprotected, open);
    }

    public SetReport also(List<Finding> more) {
        var all = new ArrayList<>(findings);
        all.addAll(more);
        return new SetReport(phases, all, unprotected, conflicts);
    }

    public Optional<PhaseReport> phase(GroupId group) {
        return Optional.ofNullable(phases.get(group));
    }
}
