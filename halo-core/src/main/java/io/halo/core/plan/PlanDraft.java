package io.halo.core.plan;

import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.Reach;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The plan of one step while its passes write it. Lives for one step only.
final class PlanDraft {
    /// An action that could not be sent for so long was decided on what may no longer be true (L9).
    static final Duration VALID = Duration.ofSeconds(2);

    private final World world;
    private final Instant now;
    private final List<Action> actions = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final TreeMap<HostId, Long> sequences = new TreeMap<>();
    private final TreeMap<HostId, List<Action.Look.One>> looks = new TreeMap<>();
    private final LinkedHashMap<HostId, TreeSet<ResourceId>> operated = new LinkedHashMap<>();
    private final TreeSet<HostId> fencing = new TreeSet<>();
    private final TreeSet<GroupId> moving = new TreeSet<>();
    private int fencesPlanned;
    private int fencesSpawned;
    private Instant wake = Instant.MAX;

    PlanDraft(World world, Instant now) {
        this.world = world;
        this.now = now;
    }

    World world() {
        return world;
    }

    Instant now() {
        return now;
    }

    void add(Action action) {
        switch (action) {
            case Action.PlanFence plan -> {
                fencesPlanned++;
                fencing.add(plan.host());
            }
            case Action.PowerOff off -> {
                fencesSpawned++;
                fencing.add(off.host());
            }
            case Action.SetMove set -> moving.add(set.group());
            case Action.Operate _,
                    Action.Look _,
                    Action.Beat _,
                    Action.AskPower _,
                    Action.PowerOn _,
                    Action.WithdrawFence _,
                    Action.GiveUp _,
                    Action.Booked _ -> {}
        }
        actions.add(action);
    }

    /// Whether this plan begins to power the host off.
    boolean fences(HostId host) {
        return fencing.contains(host);
    }

    /// Whether the move of the group changes in this step: what it leads to is done in the next.
    boolean moves(GroupId group) {
        return moving.contains(group);
    }

    int fencesPlanned() {
        return fencesPlanned;
    }

    int fencesSpawned() {
        return fencesSpawned;
    }

    void operate(HostView host, GroupId group, ResourceId resource, Operation.Kind kind) {
        if (host.contact().reach() instanceof Reach.Up up
                && operated.computeIfAbsent(host.id(), _ -> new TreeSet<>()).add(resource)) {
            ResourceSpec spec = world.spec().resource(resource);
            Duration timeout =
                    kind == Operation.Kind.START ? spec.timeouts().start() : spec.timeouts().stop();
            long sequence = nextSequence(host);
            actions.add(
                    new Action.Operate(
                            host.id(),
                            group,
                            resource,
                            kind,
                            id(host.id(), sequence),
                            sequence,
                            up.instance(),
                            timeout,
                            now.plus(VALID)));
            if (spec.shared()) {
                // What was seen of it is forgotten, which is news for its other groups.
                wakeAt(now);
            }
        }
    }

    /// Whether an operation of the resource on the host is already part of this plan.
    boolean operates(HostId host, ResourceId resource) {
        return operated.get(host) instanceof TreeSet<ResourceId> those && those.contains(resource);
    }

    void look(HostView host, ResourceId resource, boolean probe, Duration interval) {
        List<Action.Look.One> due = looks.computeIfAbsent(host.id(), _ -> new ArrayList<>());
        if (due.stream().noneMatch(one -> one.resource().equals(resource))) {
            long sequence = nextSequence(host);
            Duration timeout = world.spec().resource(resource).timeouts().monitor();
            due.add(
                    new Action.Look.One(
                            resource,
                            id(host.id(), sequence),
                            sequence,
                            probe ? Duration.ZERO : interval,
                            timeout));
        }
    }

    void find(Finding finding) {
        findings.add(finding);
    }

    void find(Finding.Code code, Severity severity, Object object, String text, String command) {
        findings.add(new Finding(code, severity, object.toString(), text, command));
    }

    /// Something will change by itself at that moment.
    void wakeAt(Instant moment) {
        if (moment.isBefore(wake)) {
            wake = moment;
        }
    }

    /// Ends the planning of one set and begins the next.
    SetEnd endSet() {
        var end = new SetEnd(List.copyOf(findings), wake);
        findings.clear();
        wake = Instant.MAX;
        return end;
    }

    record SetEnd(List<Finding> findings, Instant wake) {}

    List<Action> actions(SortedSet<HostId> beats) {
        var all = new ArrayList<Action>();
        beats.forEach(host -> all.add(new Action.Beat(host)));
        all.addAll(actions);
        looks.forEach((host, due) -> all.add(new Action.Look(host, due)));
        return all;
    }

    SortedMap<HostId, Long> sequences() {
        return sequences;
    }

    private long nextSequence(HostView host) {
        return sequences.merge(host.id(), host.work().sequence() + 1, (old, _) -> old + 1);
    }

    private OperationId id(HostId host, long sequence) {
        return new OperationId(world.manager().epoch() + "." + host + "." + sequence);
    }
}
