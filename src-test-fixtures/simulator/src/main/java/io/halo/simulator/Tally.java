package io.halo.simulator;

import io.halo.core.model.Event;
import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.Phase;
import io.halo.engine.Telemetry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// What was reached, and how often: for the report at the end of many runs.
final class Tally implements Telemetry {
    final EnumMap<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    final EnumMap<Phase, Long> phases = new EnumMap<>(Phase.class);
    final EnumMap<Finding.Code, Long> findings = new EnumMap<>(Finding.Code.class);
    final EnumMap<Event.Kind, Long> events = new EnumMap<>(Event.Kind.class);
    final EnumMap<Assumption, Long> assumptions = new EnumMap<>(Assumption.class);
    final TreeMap<String, Long> guards = new TreeMap<>();
    final TreeMap<String, Long> situations = new TreeMap<>();
    final TreeMap<String, Long> answers = new TreeMap<>();
    final TreeMap<String, Long> ends = new TreeMap<>();
    long runs;
    long turns;
    long virtualNanos;
    long starts;
    long stops;
    long fencesSpawned;
    long fencesConfirmed;
    long failovers;
    long doubleRunsNoticed;

    void fault(FaultKind kind) {
        faults.merge(kind, 1L, Long::sum);
    }

    void phase(Phase phase) {
        phases.merge(phase, 1L, Long::sum);
    }

    void finding(Finding.Code code) {
        findings.merge(code, 1L, Long::sum);
    }

    void guard(String name) {
        guards.merge(name, 1L, Long::sum);
    }

    static void count(Map<String, Long> what, String key) {
        what.merge(key, 1L, Long::sum);
    }

    long allFaults() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Takes in what another one counted.
    void add(Tally other) {
        other.faults.forEach((key, n) -> faults.merge(key, n, Long::sum));
        other.phases.forEach((key, n) -> phases.merge(key, n, Long::sum));
        other.findings.forEach((key, n) -> findings.merge(key, n, Long::sum));
        other.events.forEach((key, n) -> events.merge(key, n, Long::sum));
        other.assumptions.forEach((key, n) -> assumptions.merge(key, n, Long::sum));
        other.guards.forEach((key, n) -> guards.merge(key, n, Long::sum));
        other.situations.forEach((key, n) -> situations.merge(key, n, Long::sum));
        other.answers.forEach((key, n) -> answers.merge(key, n, Long::sum));
        other.ends.forEach((key, n) -> ends.merge(key, n, Long::sum));
        runs += other.runs;
        turns += other.turns;
        virtualNanos += other.virtualNanos;
        starts += other.starts;
        stops += other.stops;
        fencesSpawned += other.fencesSpawned;
        fencesConfirmed += other.fencesConfirmed;
        failovers += other.failovers;
        doubleRunsNoticed += other.doubleRunsNoticed;
    }

    @Override
    public void cycle(Duration took) {
        turns++;
    }

    @Override
    public void operation(String op, String kind, Ending ending, Duration took) {
        if (op.equals("start")) {
            starts++;
        } else if (op.equals("stop")) {
            stops++;
        }
    }

    @Override
    public void fence(HostId host, Ending ending, Duration took) {
        if (ending == Ending.DONE) {
            fencesConfirmed++;
        }
    }

    @Override
    public void failover(Duration took) {
        failovers++;
    }

    @Override
    public void event(Event.Kind kind) {
        events.merge(kind, 1L, Long::sum);
    }
}
