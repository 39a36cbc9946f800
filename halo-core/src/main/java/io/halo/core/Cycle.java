package io.halo.core;

import io.halo.core.input.Input;
import io.halo.core.input.WorldFold;
import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.Rows;
import io.halo.core.model.SetId;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import io.halo.core.plan.CommandDesk;
import io.halo.core.plan.Effects;
import io.halo.core.plan.Plan;
import io.halo.core.plan.Reconciler;
import io.halo.core.plan.SafetyRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The heart: what was known, what was heard and the time in; what is known now, what must be
/// recorded and what is to be done out.
public final class Cycle {
    private Cycle() {}

    /// Takes one step. Total and deterministic: the same arguments always give the same step.
    ///
    /// @param saved the newest World whose durable part has been written
    /// @param now from the monotonic clock that all inputs' instants come from
    public static Step step(World saved, World world, List<Input> inputs, Instant now) {
        WorldFold.Folded folded = WorldFold.fold(world, inputs, now);
        CommandDesk.Judged judged = CommandDesk.judge(folded.world(), inputs, now);
        var touched = new TreeSet<>(folded.touched());
        touched.addAll(judged.touched());
        var beats = new TreeSet<>(folded.beats());
        beats.addAll(judged.beats());
        World known = timed(judged.world(), touched, now);
        Plan wanted = Reconciler.plan(known, touched, beats, now);
        Plan allowed =
                known.manager().acting()
                        ? vetoed(known, wanted, now)
                        : lookOnly(known, wanted, now);
        Effects.Applied applied = Effects.apply(known, allowed, now);
        World next = wokenBy(judged.touched(), applied.world(), now);
        var events = new ArrayList<>(folded.events());
        events.addAll(judged.events());
        events.addAll(applied.events());
        return new Step(
                next, Rows.between(saved, next), events, allowed.actions(), judged.answers());
    }

    /// What follows for the memory of the groups from a command is found by the fold, before
    /// commands: there is one more step for it.
    private static World wokenBy(Iterable<SetId> commanded, World world, Instant now) {
        World next = world;
        for (SetId id : commanded) {
            next = next.with(next.set(id).wakeAt(now));
        }
        return next;
    }

    /// Notes of hosts in which something has changed since when they are receivers.
    private static World timed(World world, Iterable<SetId> touched, Instant now) {
        var changed = new ArrayList<HostView>();
        for (SetId id : touched) {
            for (HostView host : world.set(id).hosts().values()) {
                if (!host.isTimed()) {
                    changed.add(host.timed(now));
                }
            }
        }
        return world.withHosts(changed);
    }

    /// Drops what breaks a law, should the planner ever want it, and says so: a bug that does not
    /// act (L1 to L8).
    private static Plan vetoed(World world, Plan plan, Instant now) {
        List<SafetyRules.Violation> violations = SafetyRules.check(world, plan.actions(), now);
        if (violations.isEmpty()) {
            return plan;
        }
        var actions = new ArrayList<>(plan.actions());
        var findings = new ArrayList<>(plan.findings());
        for (SafetyRules.Violation violation : violations) {
            actions.remove(violation.action());
            findings.add(
                    new Finding(
                            Finding.Code.VETOED,
                            Severity.CRITICAL,
                            world.spec().name(),
                            violation.law()
                                    + " forbids "
                                    + describe(violation.action())
                                    + ": "
                                    + violation.why(),
                            "report this with the output of: halo state dump"));
        }
        return rested(plan.with(actions, findings), world, now);
    }

    /// Observe mode, or a manager that was refused: looks, and says what it would do.
    private static Plan lookOnly(World world, Plan plan, Instant now) {
        var actions = new ArrayList<Action>();
        var would = new TreeMap<SetId, List<Finding>>();
        for (Action action : plan.actions()) {
            switch (action) {
                case Action.Look _, Action.Beat _, Action.AskPower _, Action.Booked _ ->
                        actions.add(action);
                case Action.Operate operate -> would(world, operate.host(), action, would);
                case Action.PowerOff off -> would(world, off.host(), action, would);
                case Action.PowerOn on -> would(world, on.host(), action, would);
                case Action.PlanFence fence -> would(world, fence.host(), action, would);
                case Action.WithdrawFence withdraw -> would(world, withdraw.host(), action, would);
                case Action.GiveUp give ->
                        would(world, world.setOf(give.group()).shape().id(), action, would);
                case Action.SetMove set ->
                        would(world, world.setOf(set.group()).shape().id(), action, would);
            }
        }
        Plan looks = plan.with(actions, plan.findings()).also(would);
        return would.isEmpty() ? looks : rested(looks, world, now);
    }

    /// What is not done is wanted at once again.
    private static Plan rested(Plan plan, World world, Instant now) {
        return plan.restsUntil(now.plus(world.spec().beat()));
    }

    private static void would(
            World world, HostId host, Action action, SortedMap<SetId, List<Finding>> findings) {
        would(world, world.setOf(host).shape().id(), action, findings);
    }

    private static void would(
            World world, SetId set, Action action, SortedMap<SetId, List<Finding>> findings) {
        findings.computeIfAbsent(set, _ -> new ArrayList<>())
                .add(
                        new Finding(
                                Finding.Code.WOULD_ACT,
                                Severity.INFO,
                                world.spec().name(),
                                "would " + wish(action),
                                ""));
    }

    /// Without what changes from moment to moment.
    private static String wish(Action action) {
        return action instanceof Action.PlanFence plan
                ? switch (plan.kind()) {
                    case OFF -> "fence " + plan.host() + ", then start elsewhere what it held";
                    case CYCLE -> "power " + plan.host() + " off and on again";
                }
                : describe(action);
    }

    /// An action in words, for findings.
    private static String describe(Action action) {
        return switch (action) {
            case Action.Operate operate ->
                    (operate.kind() == Operation.Kind.START ? "start " : "stop ")
                            + operate.resource()
                            + " on "
                            + operate.host();
            case Action.PowerOff off -> "power off " + off.host();
            case Action.PowerOn on -> "power on " + on.host();
            case Action.PlanFence plan -> "fence " + plan.host() + ": " + plan.reason();
            case Action.WithdrawFence withdraw ->
                    "withdraw the fence of " + withdraw.host() + ": " + withdraw.why();
            case Action.GiveUp give -> "give up " + give.group() + ": " + give.why();
            case Action.SetMove set ->
                    (set.next() == null ? "end the move of " : "go on with the move of ")
                            + set.group();
            case Action.Booked _ -> "keep the books";
            case Action.Look look ->
                    "look at " + look.what().size() + " resources on " + look.host();
            case Action.Beat beat -> "send a heartbeat to " + beat.host();
            case Action.AskPower ask -> "ask for the power of " + ask.host();
        };
    }
}
