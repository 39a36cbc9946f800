package io.halo.explorer;

import io.halo.core.model.CommandRecord;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import io.halo.core.model.World;

/// The hash of a moment. Two moments have the same one if they differ only in the absolute time, in
/// the numbers of steps, processes, boots, fences and operations, in words, or in how long ago
/// something was that is long ago. What is left out here is never explored twice: it may cost
/// coverage, but no path that is found is unreal.
final class Canon {
    private final Names names;
    private final Moment moment;
    private final Ages ages;
    private final Mixer mixer = new Mixer();

    private Canon(Names names, Moment moment) {
        this.names = names;
        this.moment = moment;
        this.ages = new Ages(Turn.START.plusNanos(moment.now()));
    }

    static long hash(Names names, Moment moment) {
        return new Canon(names, moment).hash();
    }

    private long hash() {
        World world = moment.world();
        for (SetView set : world.sets().values()) {
            set.hosts().values().forEach(this::points);
        }
        ages.sort();
        cluster(world);
        var hosts = new CanonHost(names, moment, ages, mixer);
        for (int i = 0; i < names.hosts.size(); i++) {
            hosts.host(i);
            hosts.truth(i);
        }
        pairs(world);
        var groups = new CanonGroup(world, ages, mixer);
        for (int i = 0; i < names.groups.size(); i++) {
            groups.group(world.group(names.groups.get(i)));
        }
        Truth truth = moment.truth();
        mixer.add(truth.stopped)
                .add(truth.unmanaged)
                .add(truth.inactive)
                .add(truth.maintained)
                .add(truth.broken)
                .add(truth.doubleTicks);
        return mixer.value();
    }

    /// When silence began and was declared, a fence was planned, a power-off asked or confirmed:
    /// what was sent before such a moment proves less than what was sent after it.
    private void points(HostView host) {
        if (!host.connected()) {
            ages.point(host.contact().quietSince());
        }
        if (host.contact().reach() instanceof Reach.Silent silent) {
            ages.point(silent.declaredAt());
        }
        if (host.power() instanceof Power.Off off) {
            ages.point(off.askedAt());
        }
        if (host.fence() instanceof FenceRecord fence) {
            if (fence.state() instanceof FenceRecord.State.Planned) {
                ages.point(fence.plannedAt());
            }
            if (fence.state() instanceof FenceRecord.State.Confirmed confirmed) {
                ages.point(confirmed.at());
            }
        }
    }

    private void cluster(World world) {
        Manager manager = world.manager();
        mixer.add(manager.acting())
                .add(ages.age(manager.pausedUntil(), 6))
                .add(ages.age(manager.startedAt(), 6))
                .add(world.fencesStarted().size());
        for (CommandRecord command : world.commands().values()) {
            if (command.running()) {
                mixer.add(command.kind())
                        .add(command.target().hashCode())
                        .add(ages.age(command.started(), 12) / 3);
            }
        }
    }

    private boolean lost(int index, HostView host) {
        return !host.connected() || !moment.truth().hosts[index].answers();
    }

    /// Hosts that fell silent together (guard `mass`).
    private void pairs(World world) {
        for (int i = 0; i < names.hosts.size(); i++) {
            for (int j = i + 1; j < names.hosts.size(); j++) {
                HostView one = world.host(names.hosts.get(i));
                HostView other = world.host(names.hosts.get(j));
                if (lost(i, one) && lost(j, other)) {
                    long apart =
                            ages.between(one.contact().quietSince(), other.contact().quietSince());
                    mixer.add(apart <= 5);
                }
            }
        }
    }
}
