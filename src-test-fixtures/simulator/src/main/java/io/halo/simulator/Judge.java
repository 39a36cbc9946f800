package io.halo.simulator;

import io.halo.core.Cycle;
import io.halo.core.Step;
import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.Phase;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Row;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares what managers do with what is true on the ground, law by law. The first violation ends
/// a run.
final class Judge {
    /// In every so many turns all sets are planned for comparison.
    private static final int ALL_SETS_EVERY = 41;

    private final Ground ground;
    private final TreeMap<String, Ear> ears = new TreeMap<>();
    private final TreeMap<Long, Asked> asked = new TreeMap<>();
    private final Watch watch;
    private final Doubles doubles;
    private final FenceCauses fences;
    private final Bystanders bystanders;
    private final Awaited awaited;
    private final Targets targets;
    private final Stops stops;
    private HeldGroups held = new HeldGroups();

    /// A command that was typed and is not answered yet.
    private record Asked(Command command, String life, ClusterSpec spec) {}

    /// What follows from a disk.
    record Told(Intents intents, HeldGroups held) {
        static Told nothing() {
            return new Told(new Intents(), new HeldGroups());
        }
    }

    private Intents intents = new Intents();
    private @Nullable Violation first;
    private long tickets;

    Judge(Ground ground) {
        this.ground = ground;
        this.watch = new Watch(ground);
        this.doubles = new Doubles(ground, new Notices(ground));
        this.fences = new FenceCauses(ground);
        this.bystanders = new Bystanders(ground);
        this.awaited = new Awaited(ground);
        this.targets = new Targets(ground);
        this.stops = new Stops(ground);
    }

    Optional<Violation> violation() {
        return Optional.ofNullable(first);
    }

    void broken(String law, String what) {
        if (first == null) {
            first = new Violation(law, ground.now(), what);
            ground.history.add(ground.now(), law, "IS BROKEN: " + what);
        }
    }

    void bug(String why) {
        broken("total", why);
    }

    Awaited awaited() {
        return awaited;
    }

    Intents intents() {
        return intents;
    }

    /// Whether a start of the group is on its way to another server.
    boolean startUnderWay(GroupId group, HostId but) {
        return doubles.underWay(group, but);
    }

    /// What a copy of the disk has for certain: what is being asked right now may be on it, or not.
    Told told() {
        var told = new Told(intents.copy(), held.copy());
        asked.values().forEach(one -> unanswered(one, told));
        return told;
    }

    private static void unanswered(Asked one, Told told) {
        told.intents.forget(one.command);
        if (one.command instanceof Command.Manage it) {
            told.held.asked(it.group(), one.spec);
        }
    }

    /// A backup was put back: what was acknowledged since is lost, and nobody's fault but the
    /// operator's.
    void told(Told older) {
        intents = older.intents;
        held = older.held;
        bystanders.forgetAll();
        fences.budgetForgotten();
    }

    /// Times that the state has of earlier are not so long ago as they were, or longer.
    void clockJumped() {
        fences.budgetForgotten();
    }

    /// Called every second: what is true between events.
    void look() {
        doubles.look();
    }

    // What managers hear.

    void started(ManagerProcess manager) {
        ears.put(manager.life(), ear(ground.now(), manager));
        // What an earlier process was asked and has not answered may be so, or not.
        for (Asked one : asked.values()) {
            unanswered(one, new Told(intents, held));
            if (one.command instanceof Command.ConfirmOff it) {
                bystanders.known(it.host());
                awaited.known(it.host());
            }
        }
        asked.clear();
        doubles.forgotten();
        if (manager.seat().number() == 0) {
            List<Row> rows = manager.seat().disk().rows();
            held.starts(manager.spec(), rows);
            Durable.unread(rows, manager.world())
                    .ifPresent(what -> broken("D1", "a new process does not know: " + what));
            intents.missingIn(manager.world())
                    .ifPresent(what ->
                            broken(
                                    "D1",
                                    "an operator was told that "
                                            + what
                                            + "; it is not so after a restart"));
        }
    }

    void heard(ManagerProcess manager, HostId host, long sent) {
        ear(manager).hear(host, sent, ground.now());
        bystanders.heard(manager, host, sent);
        if (manager.seat().number() == 0) {
            awaited.heard(host, sent);
        }
    }

    void resumed(ManagerProcess manager, long pausedAt) {
        ear(manager).paused(pausedAt, ground.now());
    }

    void looked(
            ManagerProcess manager,
            HostId host,
            ResourceId resource,
            long sent,
            Outcome.From result) {
        if (manager.seat().number() == 0) {
            stops.looked(host, resource, sent, result.outcome());
        }
    }

    void refused(ManagerProcess manager, HostId host, long sent) {
        ear(manager).refused(host, sent, ground.now());
        bystanders.heard(manager, host, sent);
        if (manager.seat().number() == 0) {
            awaited.heard(host, sent);
        }
    }

    private static Ear ear(long born, ManagerProcess manager) {
        return new Ear(born, manager.spec().beat().toNanos());
    }

    private Ear ear(ManagerProcess manager) {
        return ears.computeIfAbsent(manager.life(), _ -> ear(ground.now(), manager));
    }

    /// An agent has told a manager that it obeys another one.
    void ruledOut(ManagerProcess manager, Outcome.Refused no) {
        ear(manager).obeysOther(no.epoch(), ground.now());
    }

    /// L8: who was refused by one agent does nothing with any other.
    private void obeyed(ManagerProcess manager, String what, long knownFor) {
        if (ear(manager).ruledOut(manager.claim(), knownFor, ground.now())) {
            broken("L8", what + " by " + manager.life() + ", which was told of a newer manager");
        }
    }

    void before(ManagerProcess manager, List<Input> inputs) {
        ground.history.mix(inputs.size());
        ground.history.mix(manager.turns());
        if (manager.turns() % ALL_SETS_EVERY == 0) {
            touchedIsEnough(manager, inputs);
        }
    }

    /// Planning only the sets that were touched comes to what planning all of them comes to.
    private void touchedIsEnough(ManagerProcess manager, List<Input> inputs) {
        World world = manager.world();
        Instant now = manager.clock().now();
        World awake = world;
        for (SetView set : world.sets().values()) {
            awake = awake.with(set.wakeAt(now));
        }
        List<Action> touched = material(Cycle.step(world, world, inputs, now));
        List<Action> all = material(Cycle.step(awake, awake, inputs, now));
        if (!touched.equals(all)) {
            broken(
                    "touched",
                    "planning all sets wants " + all + ", planning the touched ones " + touched);
        }
    }

    /// What is asked now and what a little later may differ, and the guards and the turn of a fence
    /// are asked once a beat; what is done may not.
    private static List<Action> material(Step step) {
        return step.actions().stream()
                .filter(action ->
                        !(action instanceof Action.Look
                                || action instanceof Action.AskPower
                                || action instanceof Action.Beat
                                || action instanceof Action.PlanFence
                                || action instanceof Action.PowerOff
                                || action instanceof Action.Booked))
                .map(Judge::withoutNumber)
                .toList();
    }

    /// Numbers of requests count looks as well.
    private static Action withoutNumber(Action action) {
        return action instanceof Action.Operate it
                ? new Action.Operate(
                        it.host(),
                        it.group(),
                        it.resource(),
                        it.kind(),
                        new OperationId("any"),
                        0,
                        it.instance(),
                        it.timeout(),
                        it.notAfter())
                : action;
    }

    void published(ManagerProcess manager, World world) {
        watch.published(manager, world);
    }

    // Operators.

    void asks(ManagerProcess manager, Command command) {
        long ticket = ++tickets;
        asked.put(ticket, new Asked(command, manager.life(), manager.spec()));
        fences.asks(command);
        ground.history.add(ground.now(), "operator", command.toString());
        manager.command(ticket, command);
    }

    void answered(ManagerProcess manager, List<Answer.Given> given) {
        for (Answer.Given one : given) {
            Asked known = asked.remove(one.ticket());
            if (known == null) {
                continue;
            }
            Command command = known.command;
            Tally.count(
                    ground.tally.answers,
                    command.kind().title() + " " + one.answer().getClass().getSimpleName());
            ground.history.add(ground.now(), "manager", command.kind() + ": " + one.answer());
            if (one.answer() instanceof Answer.Accepted accepted && manager.seat().number() == 0) {
                accepted(manager, command, accepted, given.size() == 1);
            }
        }
    }

    /// @param alone whether no other command of the same turn may have undone it
    private void accepted(
            ManagerProcess manager, Command command, Answer.Accepted accepted, boolean alone) {
        boolean durable =
                manager.seat().disk().rows().stream()
                        .anyMatch(row ->
                                row instanceof Row.OfCommand(var record)
                                        && record.id().equals(accepted.id()));
        if (!durable) {
            broken("D1", command.kind() + " was acknowledged and is not on disk");
        }
        if (alone) {
            Durable.missing(command, manager.seat().disk().rows())
                    .ifPresent(what ->
                            broken("D1", "it was acknowledged that " + what + "; not on disk"));
        }
        if (command instanceof Command.ConfirmOff it) {
            bystanders.known(it.host());
            awaited.known(it.host());
        }
        if (command instanceof Command.Manage it) {
            held.release(it.group(), manager.spec());
        }
        intents.accepted(command, manager.spec(), ground.now());
    }

    // What managers do.

    /// Whether a command is judged at this moment that allows what was not allowed before: its
    /// actions are sent before its answer.
    boolean beingAsked(Command command) {
        return asked.values().stream().anyMatch(one -> one.command.equals(command));
    }

    /// A start or stop leaves the manager.
    void dispatches(ManagerProcess manager, Action.Operate action) {
        ground.history.add(
                ground.now(),
                manager.life(),
                action.kind() + " " + action.resource() + " on " + action.host());
        ground.acts(manager);
        obeyed(manager, action.kind() + " of " + action.resource(), 0);
        if (action.kind() == Operation.Kind.STOP) {
            fences.stopIsSent(action.host(), action.resource());
        }
        if (manager.seat().number() == 0
                && held.has(action.group())
                && !beingAsked(new Command.Manage(action.group()))) {
            broken("L5", action.kind() + " of " + action.resource() + ", whose group is held");
        }
        if (action.kind() == Operation.Kind.START) {
            doubles.dispatches(
                    manager, action.group(), action.resource(), ground.server(action.host()));
        }
        if (manager.seat().number() != 0) {
            return;
        }
        boolean shared = manager.spec().resource(action.resource()).shared();
        if (intents.unmanaged(action.group()) && !beingManaged(action.group())) {
            broken("L5", action.kind() + " of " + action.resource() + ", whose group is unmanaged");
        }
        if (shared) {
            sharedWithUnmanaged(manager, action);
        }
        if (action.kind() == Operation.Kind.START) {
            if (intents.stopped(action.group())
                    && !shared
                    && !beingAsked(new Command.Start(action.group()))) {
                broken(
                        "desired",
                        action.resource() + " is started, and its group was stopped by command");
            }
            // Its members are healed where the group still runs.
            if (action.resource().value().equals(action.group().value())) {
                targets.starts(manager, ear(manager), action.group(), action.host());
                bystanders.starts(
                        action.group(),
                        action.host(),
                        host ->
                                beingAsked(new Command.ConfirmOff(host, false))
                                        || beingAsked(new Command.ConfirmOff(host, true)));
            }
        } else if (!shared && !beingAsked(new Command.Stop(action.group()))) {
            stops.dispatches(manager, ear(manager), action);
        }
    }

    /// Whether a group is held, by what files and operators have said.
    boolean holds(GroupId group) {
        return held.has(group);
    }

    /// A manager says what phase a group is in.
    void phase(ManagerProcess manager, GroupId group, Phase phase) {
        if (manager.seat().number() == 0) {
            stops.phase(manager, group, phase);
        }
    }

    /// Whether the group runs there, and has had time to be seen if somebody started it by hand.
    private boolean inUse(ManagerProcess manager, GroupSpec group, HostId host) {
        Copy copy = ground.server(host).copies.get(group.root());
        ResourceSpec root = manager.spec().resource(group.root());
        long look =
                root.monitorInterval().orElse(manager.spec().monitorInterval()).toNanos()
                        + root.timeouts().monitor().toNanos();
        return copy != null
                && ground.excuses.of(group).isEmpty()
                && (!copy.byHand() || ground.now() - copy.since() > look);
    }

    /// Whether somebody says at this moment that it is managed again.
    private boolean beingManaged(GroupId group) {
        return beingAsked(new Command.Manage(group)) || beingAsked(Intents.ends(group));
    }

    private void sharedWithUnmanaged(ManagerProcess manager, Action.Operate action) {
        for (GroupSpec group : manager.spec().groups().values()) {
            if (intents.unmanaged(group.id())
                    && !beingManaged(group.id())
                    && group.parents().containsKey(action.resource())
                    && inUse(manager, group, action.host())) {
                broken(
                        "L5",
                        action.kind()
                                + " of "
                                + action.resource()
                                + " under unmanaged "
                                + group.id());
            }
        }
    }

    /// A start script begins on a server.
    void starts(Server server, Order order) {
        doubles.starts(server, order);
    }

    /// A stop script has said that it is done.
    void stopped(HostId host, ResourceId resource) {
        fences.stopped(host, resource);
        doubles.stopped();
    }

    // Fences.

    /// A power-off leaves the loop; its program may begin up to two seconds later.
    void decides(ManagerProcess manager, Action.PowerOff attempt) {
        fences.decides(manager, ear(manager), attempt);
    }

    /// A fence program begins.
    void spawns(ManagerProcess manager, Action.PowerOff attempt) {
        HostId host = attempt.host();
        ground.tally.fencesSpawned++;
        FenceRecord record = manager.world().host(host).fence();
        String why = record == null ? "" : ": " + record.reason();
        ground.history.add(ground.now(), manager.life(), "off of " + host + " begins" + why);
        ground.acts(manager);
        obeyed(manager, "a power-off of " + host, FenceCauses.SPAWN_WITHIN);
        fences.spawns(manager, ear(manager), attempt);
        Set<HostId> connected =
                manager.world().setOf(host).hosts().values().stream()
                        .filter(HostView::connected)
                        .map(HostView::id)
                        .collect(Collectors.toSet());
        bystanders.spawns(manager, attempt, connected);
        if (manager.seat().number() == 0) {
            awaited.spawns(host, connected);
        }
    }

    /// A program has ended, as its manager was told.
    void ended(ManagerProcess manager, Action.PowerOff attempt) {
        fences.ended(manager, attempt);
        awaited.ended(attempt.host());
    }

    /// The power of a server is taken.
    void acts(Action.PowerOff attempt) {
        ground.history.add(ground.now(), attempt.host(), "off takes effect");
    }

    /// A device of a server has said that it is on.
    void saysOn(HostId host) {
        bystanders.known(host);
        awaited.isOn(host);
    }
}
