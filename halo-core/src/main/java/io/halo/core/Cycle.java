package io.halo.core;

import io.halo.core.input.Input;
import io.halo.core.input.WorldFold;
import io.halo.core.model.Finding;
import io.halo.core.model.Operation;
import io.halo.core.model.Rows;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import io.halo.core.plan.Action;
import io.halo.core.plan.Effects;
import io.halo.core.plan.Plan;
import io.halo.core.plan.Reconciler;
import io.halo.core.plan.SafetyRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
        Plan wanted = Reconciler.plan(folded.world(), folded.touched(), folded.beats(), now);
        Plan allowed =
                folded.world().manager().acting()
                        ? vetoed(folded.world(), wanted, now)
                        : lookOnly(folded.world(), wanted);
        Effects.Applied applied = Effects.apply(folded.world(), allowed, now);
        var events = new ArrayList<>(folded.events());
        events.addAll(applied.events());
        return new Step(
                applied.world(), Rows.between(saved, applied.world()), events, allowed.actions());
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
        return plan.with(actions, findings);
    }

    /// Observe mode, or a manager that was refused: looks, and says what it would do.
    private static Plan lookOnly(World world, Plan plan) {
        var actions = new ArrayList<Action>();
        var findings = new ArrayList<>(plan.findings());
        for (Action action : plan.actions()) {
            switch (action) {
                case Action.Look _, Action.Beat _, Action.AskPower _ -> actions.add(action);
                case Action.Operate _,
                        Action.PowerOff _,
                        Action.PlanFence _,
                        Action.WithdrawFence _,
                        Action.GiveUp _ ->
                        findings.add(
                                new Finding(
                                        Finding.Code.WOULD_ACT,
                                        Severity.INFO,
                                        world.spec().name(),
                                        "would " + describe(action),
                                        ""));
            }
        }
        return plan.with(actions, findings);
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
            case Action.PlanFence plan -> "fence " + plan.host() + ": " + plan.reason();
            case Action.WithdrawFence withdraw ->
                    "withdraw the fence of " + withdraw.host() + ": " + withdraw.why();
            case Action.GiveUp give -> "give up " + give.group() + ": " + give.why();
            case Action.Look look ->
                    "look at " + look.what().size() + " resources on " + look.host();
            case Action.Beat beat -> "send a heartbeat to " + beat.host();
            case Action.AskPower ask -> "ask for the power of " + ask.host();
        };
    }
}
