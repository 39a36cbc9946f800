package io.halo.simulator;

import io.halo.core.Cycle;
import io.halo.core.Step;
import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Move;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares what managers do with what is true on the ground, law by law. The first violation ends
/// a run.
final class Judge {
    /// In every so many turns all sets are planned for comparison.
    private static final int ALL_SETS_EVERY = 41;

    /// From the plan of an action to the last moment at which it may leave.
    private static final long SPAWN_WITHIN = 3 * Timeline.S;

    private final Ground ground;
    private final TreeMap<String, Ear> ears = new TreeMap<>();
    private final TreeMap<Long, Asked> asked = new TreeMap<>();
    private final TreeMap<String, Budget> budgets = new TreeMap<>();
    private final Watch watch;

    /// Stops that were sent and have not ended well.
    private final TreeMap<HostId, TreeSet<ResourceId>> stopSent = new TreeMap<>();

    /// A command that was typed and is not answered yet.
    private record Asked(Command command, String life) {}

    private Intents intents = new Intents();
    private @Nullable Violation first;
    private long tickets;

    Judge(Ground ground) {
        this.ground = ground;
        this.watch = new Watch(ground);
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

    Intents intents() {
        return intents;
    }

    /// A backup was put back: what was acknowledged since is lost, and nobody's fault but the
    /// operator's.
    void intents(Intents older) {
        intents = older;
    }

    Watch watch() {
        return watch;
    }

    // What managers hear.

    void started(ManagerProcess manager) {
        ears.put(manager.life(), new Ear(ground.now()));
        // What an earlier process was asked and has not answered may be so, or not.
        asked.values().forEach(one -> intents.forget(one.command));
        asked.clear();
        if (manager.seat().number() == 0) {
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
    }

    void refused(ManagerProcess manager, HostId host, long sent) {
        ear(manager).refused(host, sent, ground.now());
    }

    private Ear ear(ManagerProcess manager) {
        return ears.computeIfAbsent(manager.life(), _ -> new Ear(ground.now()));
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
        asked.put(ticket, new Asked(command, manager.life()));
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
                accepted(manager, command, accepted);
            }
        }
    }

    private void accepted(ManagerProcess manager, Command command, Answer.Accepted accepted) {
        boolean durable =
                manager.seat().disk().rows().stream()
                        .anyMatch(row ->
                                row instanceof Row.OfCommand(var record)
                                        && record.id().equals(accepted.id()));
        if (!durable) {
            broken("D1", command.kind() + " was acknowledged and is not on disk");
        }
        intents.accepted(command);
    }

    // What managers do.

    /// Whether a command is judged at this moment that allows what was not allowed before: its
    /// actions are sent before its answer.
    private boolean beingAsked(Command command) {
        return asked.values().stream().anyMatch(one -> one.command.equals(command));
    }

    /// A start or stop leaves the manager.
    void dispatches(ManagerProcess manager, Action.Operate action) {
        ground.history.add(
                ground.now(),
                manager.life(),
                action.kind() + " " + action.resource() + " on " + action.host());
        obeyed(manager, action.kind() + " of " + action.resource(), 0);
        if (action.kind() == Operation.Kind.STOP) {
            stopSent.computeIfAbsent(action.host(), _ -> new TreeSet<>()).add(action.resource());
        }
        if (manager.world().group(action.group()).held() != null
                && !beingAsked(new Command.Manage(action.group()))) {
            broken("L5", action.kind() + " of " + action.resource() + ", whose group is held");
        }
        if (manager.seat().number() != 0) {
            return;
        }
        boolean shared = manager.spec().resource(action.resource()).shared();
        if (intents.unmanaged(action.group()) && !beingAsked(new Command.Manage(action.group()))) {
            broken("L5", action.kind() + " of " + action.resource() + ", whose group is unmanaged");
        }
        if (shared) {
            sharedWithUnmanaged(manager, action);
        }
        if (action.kind() == Operation.Kind.START) {
            startsBesideConflict(action, shared);
            if (intents.stopped(action.group())
                    && !shared
                    && !beingAsked(new Command.Start(action.group()))) {
                broken(
                        "desired",
                        action.resource() + " is started, and its group was stopped by command");
            }
            // Its members are healed where the group still runs.
            boolean root = action.resource().value().equals(action.group().value());
            if (root
                    && intents.inactive(action.host())
                    && !goesBack(manager, action)
                    && !beingAsked(new Command.Activate(action.host()))) {
                broken(
                        "L6",
                        action.resource()
                                + " is started on "
                                + action.host()
                                + ", which is inactive");
            }
        } else {
            moves(manager, action);
        }
    }

    /// Once it was told that a group runs twice, nothing more of it is started.
    private void startsBesideConflict(Action.Operate action, boolean shared) {
        if (!shared
                && watch.noticed(action.group())
                && ground.spec().groups().containsKey(action.group())
                && !elsewhere(ground.spec().group(action.group()), ground.server(action.host()))
                        .isEmpty()) {
            broken("L1", action.resource() + " is started, though its conflict was noticed");
        }
    }

    private void sharedWithUnmanaged(ManagerProcess manager, Action.Operate action) {
        for (GroupSpec group : manager.spec().groups().values()) {
            if (intents.unmanaged(group.id())
                    && !beingAsked(new Command.Manage(group.id()))
                    && group.parents().containsKey(action.resource())
                    && ground.server(action.host()).copies.containsKey(group.root())) {
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

    private static boolean goesBack(ManagerProcess manager, Action.Operate action) {
        return manager.world().group(action.group()).move() instanceof Move move
                && (move.from().equals(action.host()) || move.restart());
    }

    /// L7: the destination of a planned move has answered a moment ago.
    private void moves(ManagerProcess manager, Action.Operate action) {
        GroupView group = manager.world().group(action.group());
        if (!(group.move() instanceof Move move)
                || !(move.state() instanceof Move.State.Stopping)
                || !(move.to() instanceof HostId to)
                || move.restart()
                || !move.from().equals(action.host())) {
            return;
        }
        long quiet = ground.now() - ear(manager).last(to);
        if (quiet > manager.spec().deadAfter().toNanos() && firstStop(group, action)) {
            broken(
                    "L7",
                    action.resource() + " is stopped for a move to " + to + ", which is not there");
        }
    }

    /// What was begun goes on whatever becomes of the destination.
    private boolean firstStop(GroupView group, Action.Operate action) {
        Server from = ground.server(action.host());
        return ground.spec().groups().containsKey(group.id())
                && ground.spec().group(group.id()).members().stream()
                        .allMatch(from.copies::containsKey);
    }

    /// A start script begins on a server.
    void starts(Server server, Order order) {
        GroupId id = order.group();
        if (id == null || !ground.spec().groups().containsKey(id)) {
            return;
        }
        GroupSpec group = ground.spec().group(id);
        if (ground.spec().resource(order.resource()).shared()) {
            return;
        }
        List<String> elsewhere = elsewhere(group, server);
        if (elsewhere.isEmpty()) {
            return;
        }
        String what = order.resource() + " is started on " + server.id + " while " + elsewhere;
        if (ground.broken.isEmpty()) {
            broken("L1", what);
        } else {
            ground.history.add(ground.now(), "DOUBLE RUN", what + "; broken: " + ground.broken);
        }
    }

    /// A stop script has said that it is done.
    void stopped(HostId host, ResourceId resource) {
        stopSent.getOrDefault(host, new TreeSet<>()).remove(resource);
    }

    private List<String> elsewhere(GroupSpec group, Server but) {
        List<ResourceId> exclusive = ground.spec().exclusive(group);
        var elsewhere = new ArrayList<String>();
        for (Server server : ground.servers()) {
            if (server == but || !server.on()) {
                continue;
            }
            for (ResourceId member : exclusive) {
                if (server.copies.containsKey(member)) {
                    elsewhere.add(member + " runs on " + server.id);
                }
            }
            server.scripts.stream()
                    .filter(script ->
                            script.order.op() == Order.Op.START
                                    && exclusive.contains(script.order.resource()))
                    .forEach(script ->
                            elsewhere.add(
                                    script.order.resource() + " is starting on " + server.id));
        }
        return elsewhere;
    }

    // Fences.

    /// A fence program begins.
    void spawns(ManagerProcess manager, Action.PowerOff attempt) {
        HostId host = attempt.host();
        ground.tally.fencesSpawned++;
        ground.history.add(ground.now(), manager.life(), "off of " + host + " begins");
        obeyed(manager, "a power-off of " + host, SPAWN_WITHIN);
        HostView view = manager.world().host(host);
        if (view.fence() instanceof FenceRecord fence
                && fence.by() == FenceRecord.By.AUTO
                && !ground.testMode) {
            budgets.computeIfAbsent(manager.life(), _ -> new Budget(ground))
                    .spawns(manager.spec(), attempt);
            unmanagedThere(manager, host);
            if (ear(manager).steady(host, SPAWN_WITHIN, ground.now())) {
                stopFailedThere(manager, host);
            }
            if (!view.connected()) {
                new FenceTrial(ground, manager, ear(manager)).judge(host, fence, attempt.attempt());
            }
        }
    }

    /// A host that answers all the time loses its power only because something cannot be stopped.
    private void stopFailedThere(ManagerProcess manager, HostId host) {
        boolean failed =
                manager.spec().groups().values().stream()
                        .filter(group ->
                                group.policy().onStopFailure() == FailurePolicy.OnStopFailure.FENCE)
                        .flatMap(group -> group.parents().keySet().stream())
                        .anyMatch(stopSent.getOrDefault(host, new TreeSet<>())::contains);
        if (!failed) {
            broken("L4 silent", host + " is powered off by itself, answers, and stops what it is told");
        }
    }

    private void unmanagedThere(ManagerProcess manager, HostId host) {
        if (manager.seat().number() != 0 || !ground.broken.isEmpty()) {
            return;
        }
        for (GroupSpec group : manager.spec().groups().values()) {
            Copy copy = ground.server(host).copies.get(group.root());
            if (intents.unmanaged(group.id())
                    && copy != null
                    && ground.now() - copy.since() > seenWithin(group)) {
                broken(
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

    /// A program has ended, as its manager was told.
    void ended(ManagerProcess manager, Action.PowerOff attempt) {
        if (budgets.get(manager.life()) instanceof Budget budget) {
            budget.ends(attempt);
        }
    }

    /// The power of a server is taken.
    void acts(Action.PowerOff attempt) {
        ground.history.add(ground.now(), attempt.host(), "off takes effect");
    }
}
