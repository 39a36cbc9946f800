package io.halo.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the newest planning of a set found.
///
/// @param unprotected hosts whose groups would not start elsewhere if the host died now, and why
///   not
public record SetReport(
        SortedMap<GroupId, PhaseReport> phases,
        List<Finding> findings,
        SortedMap<HostId, String> unprotected) {
    public static final SetReport NONE = new SetReport(new TreeMap<>(), List.of(), new TreeMap<>());

    public SetReport {
        phases = Checks.sorted(phases);
        findings = Checks.list(findings);
        unprotected = Checks.sorted(unprotected);
    }

    public SetReport also(List<Finding> more) {
        var all = new ArrayList<>(findings);
        all.addAll(more);
        return new SetReport(phases, all, unprotected);
    }

    public Optional<PhaseReport> phase(GroupId group) {
        return Optional.ofNullable(phases.get(group));
    }
}
