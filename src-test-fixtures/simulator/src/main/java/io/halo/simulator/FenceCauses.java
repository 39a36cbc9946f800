package io.halo.simulator;

import io.halo.core.input.Command;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Manager;
import io.halo.core.model.ResourceId;
import io.halo.core.plan.Action;
import java.util.TreeMap;
import java.util.TreeSet;

/// Why a power-off may be (L4): a person wants it, something cannot be stopped that must be, or the
/// server is silent.
final class FenceCauses {
    /// From the plan of an action to the last moment at which it may leave.
    static final long SPAWN_WITHIN = 3 * Timeline.S;

    private final Ground ground;
    private final TreeMap<Integer, Budget> budgets = new TreeMap<>();
    private final Wishes wishes;

    /// Stops that were sent and have not ended well.
    private final TreeMap<HostId, TreeSet<ResourceId>> stopSent = new TreeMap<>();

    FenceCauses(Ground ground) {
        this.ground = ground;
        this.wishes = new Wishes(ground);
    }

    void asks(Command command) {
        wishes.asks(command);
    }

    void stopIsSent(HostId host, ResourceId resource) {
        stopSent.computeIfAbsent(host, _ -> new TreeSet<>()).add(resource);
    }

    void stopped(HostId host, ResourceId resource) {
        stopSent.getOrDefault(host, new TreeSet<>()).remove(resource);
    }

    /// A fence program begins.
    void spawns(ManagerProcess manager, Ear ear, Action.PowerOff attempt) {
        HostView view = manager.world().host(attempt.host());
        if (manager.world().manager().mode() == Manager.Mode.OBSERVE) {
            ground.judge.broken("L4 observe", view.id() + " is powered off by an observer");
        }
        if (!(view.fence() instanceof FenceRecord fence)) {
            ground.judge.broken("L3", view.id() + " is powered off without a record");
            return;
        }
        judge(manager, ear, fence, attempt);
    }

    void judge(ManagerProcess manager, Ear ear, FenceRecord fence, Action.PowerOff attempt) {
        if (fence.by() == FenceRecord.By.OPERATOR) {
            wishes.spawns(manager, ear, fence, attempt.attempt());
        } else {
            budgets.computeIfAbsent(manager.seat().number(), _ -> new Budget(ground))
                    .spawns(manager, attempt);
            byItself(manager, ear, fence);
        }
    }

    void ended(ManagerProcess manager, Action.PowerOff attempt) {
        if (budgets.get(manager.seat().number()) instanceof Budget budget) {
            budget.ends(manager, attempt);
        }
    }

    /// The next process does not know what fences were begun within an hour.
    void budgetForgotten() {
        budgets.values().forEach(Budget::forgets);
    }

    private void byItself(ManagerProcess manager, Ear ear, FenceRecord fence) {
        HostId host = fence.host();
        if (manager.seat().number() == 0
                && ground.judge.intents().inMaintenance(host, SPAWN_WITHIN, ground.now())) {
            ground.judge.broken("L4 latch", host + " is powered off, and is in maintenance");
        }
        // A server whose agent is gone is dead there, though its kernel answers.
        if (ground.testMode) {
            return;
        }
        if (ear.steady(host, SPAWN_WITHIN, ground.now())) {
            stopFailedThere(manager, host);
        }
    }

    /// Whether its silence allows it is judged by what was heard when that was decided, and whether
    /// its groups do by what was managed then: an answer to an old request may come while the
    /// program is being started, and so may a command.
    void decides(ManagerProcess manager, Ear ear, Action.PowerOff attempt) {
        HostView view = manager.world().host(attempt.host());
        if (!(view.fence() instanceof FenceRecord fence) || fence.by() != FenceRecord.By.AUTO) {
            return;
        }
        unmanagedThere(manager, view.id());
        if (!ground.testMode && !view.connected()) {
            new FenceTrial(ground, manager, ear).judge(view.id(), fence, attempt.attempt());
        }
    }

    /// A host that answers all the time loses its power only because something cannot be stopped
    /// that should go on elsewhere.
    private void stopFailedThere(ManagerProcess manager, HostId host) {
        boolean failed =
                manager.spec().groups().values().stream()
                        .filter(group ->
                                group.policy().onStopFailure() == FailurePolicy.OnStopFailure.FENCE)
                        .filter(group -> !wantedStopped(manager, group))
                        .anyMatch(group -> stopFailed(group, host));
        if (!failed) {
            ground.judge.broken(
                    "L4 silent",
                    host + " is powered off by itself, answers, and stops what it must");
        }
    }

    /// What was started by hand behind a stop that went well looks like one that went badly.
    private boolean stopFailed(GroupSpec group, HostId host) {
        return ground.excuses.of(group).isPresent()
                || group.parents().keySet().stream()
                        .anyMatch(stopSent.getOrDefault(host, new TreeSet<>())::contains);
    }

    private boolean wantedStopped(ManagerProcess manager, GroupSpec group) {
        return manager.seat().number() == 0
                && ground.judge.intents().stopped(group.id(), SPAWN_WITHIN, ground.now());
    }

    private void unmanagedThere(ManagerProcess manager, HostId host) {
        if (manager.seat().number() != 0) {
            return;
        }
        for (GroupSpec group : manager.spec().groups().values()) {
            Copy copy = ground.server(host).copies.get(group.root());
            boolean leftAlone =
                    ground.judge.intents().unmanaged(group.id()) || ground.judge.holds(group.id());
            if (leftAlone
                    && ground.excuses.of(group).isEmpty()
                    && copy != null
                    && ground.now() - copy.since() > seenWithin(group)) {
                ground.judge.broken(
                        "L5",
                        host + " is fenced by itself, and unmanaged " + group.id() + " runs there");
            }
        }
    }

    /// What was moved by hand a moment ago may still be seen where it was.
    private long seenWithin(GroupSpec group) {
        return 3 * ground.spec().monitorInterval().toNanos()
                + ground.spec().resource(group.root()).timeouts().monitor().toNanos();
    }
}
