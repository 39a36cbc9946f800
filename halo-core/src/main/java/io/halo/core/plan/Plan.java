package io.halo.core.plan;

import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.SetId;
import io.halo.core.model.SetReport;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one step wants done, and for each planned set what was found and when to look again.
///
/// @param sequences the newest request number of each host that this plan sends something to
/// @param findings about the cluster as a whole
/// @param wake when to look at the cluster as a whole again
public record Plan(
        List<Action> actions,
        SortedMap<HostId, Long> sequences,
        SortedMap<SetId, Planned> sets,
        List<Finding> findings,
        Instant wake) {
    public Plan {
        actions = List.copyOf(actions);
        sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
        sets = Collections.unmodifiableSortedMap(new TreeMap<>(sets));
        findings = List.copyOf(findings);
    }

    /// The same plan with other actions and findings.
    public Plan with(List<Action> otherActions, List<Finding> otherFindings) {
        return new Plan(otherActions, sequences, sets, otherFindings, wake);
    }

    /// The same plan with more findings about sets that it looks at.
    public Plan also(SortedMap<SetId, List<Finding>> more) {
        var all = new TreeMap<>(sets);
        more.forEach((set, findings) ->
                all.computeIfPresent(
                        set,
                        (_, planned) ->
                                new Planned(planned.report().also(findings), planned.wake())));
        return new Plan(actions, sequences, all, findings, wake);
    }

    /// The same plan, looked at again no sooner than that.
    public Plan restsUntil(Instant moment) {
        var all = new TreeMap<>(sets);
        all.replaceAll((_, planned) ->
                planned.wake().isBefore(moment) ? new Planned(planned.report(), moment) : planned);
        return new Plan(actions, sequences, all, findings, wake);
    }

    /// The result for one set.
    public record Planned(SetReport report, Instant wake) {}
}
