package io.halo.core.plan;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// The World that a plan is checked against, and what the allowed actions so far do to it. Lives
/// for one check.
final class SafetyView {
    private final World world;
    private final Instant now;
    private final LinkedHashMap<GroupId, SafetyGroup> groups = new LinkedHashMap<>();
    private final LinkedHashMap<GroupId, List<Action.Operate>> operates = new LinkedHashMap<>();
    private final TreeMap<HostId, TreeSet<ResourceId>> operated = new TreeMap<>();
    private final LinkedHashMap<HostId, Long> sequences = new LinkedHashMap<>();
    private final TreeSet<HostId> opened = new TreeSet<>();
    private final TreeSet<HostId> spawned = new TreeSet<>();
    private final TreeSet<HostId> switchedOn = new TreeSet<>();
    private final TreeSet<HostId> withdrawn = new TreeSet<>();
    private final TreeSet<GroupId> moved = new TreeSet<>();

    SafetyView(World world, Instant now) {
        this.world = world;
        this.now = now;
    }

    World world() {
        return world;
    }

    Instant now() {
        return now;
    }

    SafetyGroup group(GroupId id) {
        return groups.computeIfAbsent(id, _ -> SafetyGroup.of(world, id, now));
    }

    /// Takes down that the action will be sent.
    void sent(Action action) {
        switch (action) {
            case Action.Operate operate -> {
                operates.computeIfAbsent(operate.group(), _ -> new ArrayList<>()).add(operate);
                operated.computeIfAbsent(operate.host(), _ -> new TreeSet<>())
                        .add(operate.resource());
                sequences.merge(operate.host(), operate.sequence(), Math::max);
            }
            case Action.Look look ->
                    look.what()
                            .forEach(
                                    one -> sequences.merge(look.host(), one.sequence(), Math::max));
            case Action.PlanFence plan -> opened.add(plan.host());
            case Action.PowerOff off -> spawned.add(off.host());
            case Action.PowerOn on -> switchedOn.add(on.host());
            case Action.WithdrawFence withdraw -> withdrawn.add(withdraw.host());
            case Action.SetMove set -> moved.add(set.group());
            case Action.Beat _, Action.AskPower _, Action.GiveUp _, Action.Booked _ -> {}
        }
    }

    /// The newest request to the host, in this plan or before.
    long sequence(HostId host) {
        return Math.max(world.host(host).work().sequence(), sequences.getOrDefault(host, 0L));
    }

    /// Whether the plan already starts or stops the resource there: then nothing that was seen of
    /// it counts any more.
    boolean operates(HostId host, ResourceId resource) {
        return operated.containsKey(host)
                && operated.getOrDefault(host, new TreeSet<>()).contains(resource);
    }

    /// Whether the plan already starts or stops something of the group on another host.
    boolean operatesElsewhere(GroupId group, HostId host) {
        return operates.getOrDefault(group, List.of()).stream()
                .anyMatch(operate -> !operate.host().equals(host));
    }

    /// Whether the plan already starts something of the group on another host.
    boolean startsElsewhere(GroupId group, HostId host) {
        return operates.getOrDefault(group, List.of()).stream()
                .anyMatch(operate ->
                        operate.kind() == Operation.Kind.START && !operate.host().equals(host));
    }

    /// Whether the plan already does something with the fence record of the host.
    boolean touchesFence(HostId host) {
        return opened.contains(host)
                || spawned.contains(host)
                || switchedOn.contains(host)
                || withdrawn.contains(host);
    }

    /// Whether the plan changes the move of the group.
    boolean moves(GroupId group) {
        return moved.contains(group);
    }

    int fencesOpened() {
        return opened.size();
    }

    /// Power-offs: to switch on again what was off costs no budget.
    int fencesSpawned() {
        return spawned.size();
    }
}
