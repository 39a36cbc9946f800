package io.halo.clusters;

import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.Json;
import io.halo.support.cluster.ScriptRun;
import io.halo.support.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What happened after a host died, from what the fence program, the scripts and the manager wrote
/// down.
///
/// @param noticed the manager's event, if it has one
/// @param fences calls of the fence program for the dead host before the first start
/// @param starts of resources on other hosts, in the order in which they ended
/// @param probes of those resources on those hosts, from the death to their start
record Failover(
        String dead,
        Instant killed,
        Optional<Instant> noticed,
        List<FenceCall> fences,
        List<ScriptRun> starts,
        List<ScriptRun> probes) {

    /// To be called when the failover is over.
    static Failover of(TestCluster cluster, String dead, Instant killed) {
        List<ScriptRun> runs =
                cluster.records().runs().stream()
                        .filter(run -> run.begin().isAfter(killed))
                        .toList();
        List<ScriptRun> starts =
                runs.stream()
                        .filter(run -> run.operation().equals("start") && run.exit() == 0)
                        .filter(run -> !run.host().equals(dead))
                        .sorted(Comparator.comparing(ScriptRun::end))
                        .toList();
        if (starts.isEmpty()) {
            throw new IllegalStateException("nothing was started after the death of " + dead);
        }
        Instant firstStart =
                starts.stream().map(ScriptRun::begin).min(Comparator.naturalOrder()).orElseThrow();
        List<FenceCall> fences =
                cluster.records().fences().stream()
                        .filter(call -> call.target().equals(dead))
                        .filter(call ->
                                call.begin().isAfter(killed) && call.begin().isBefore(firstStart))
                        .toList();
        List<ScriptRun> probes =
                runs.stream()
                        .filter(run -> run.operation().equals("monitor"))
                        .filter(run -> starts.stream().anyMatch(start -> isBefore(run, start)))
                        .toList();
        return new Failover(dead, killed, noticed(cluster, dead, killed), fences, starts, probes);
    }

    Duration total() {
        return Duration.between(killed, starts.getLast().end());
    }

    /// When nothing but the program itself was at work: no fence program, no script of a moving
    /// resource.
    Duration own() {
        Spans others = new Spans();
        fences.forEach(call -> others.add(call.begin(), call.end().orElse(call.begin())));
        starts.forEach(run -> others.add(run.begin(), run.end()));
        probes.forEach(run -> others.add(run.begin(), run.end()));
        return total().minus(others.covered());
    }

    /// From the last word of the fence program to the first start.
    Duration confirmedToFirstStart() {
        return Duration.between(confirmed(), firstStart());
    }

    /// The end of the fence program's last call before the first start.
    Instant confirmed() {
        return fences.stream()
                .flatMap(call -> call.end().stream())
                .max(Comparator.naturalOrder())
                .orElse(killed);
    }

    Instant firstStart() {
        return starts.stream().map(ScriptRun::begin).min(Comparator.naturalOrder()).orElseThrow();
    }

    private static boolean isBefore(ScriptRun probe, ScriptRun start) {
        return probe.stateFile().equals(start.stateFile())
                && probe.host().equals(start.host())
                && probe.begin().isBefore(start.begin());
    }

    private static Optional<Instant> noticed(TestCluster cluster, String dead, Instant killed) {
        return cluster.manager().status().events("disconnected", dead).stream()
                .map(event -> time(event))
                .filter(at -> !at.isBefore(killed))
                .findFirst();
    }

    private static Instant time(Json event) {
        return Instant.parse(event.at("time").text());
    }
}
