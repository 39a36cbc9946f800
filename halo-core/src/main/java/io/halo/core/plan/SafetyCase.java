package io.halo.core.plan;

import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One action before the rules, with what it is about looked up.
sealed interface SafetyCase {
    SafetyView before();

    Action action();

    /// A start or stop.
    record Operating(SafetyView before, Action.Operate action, SafetyGroup group, HostView host)
            implements SafetyCase {
        boolean is(Operation.Kind kind) {
            return action.kind() == kind;
        }

        ResourceId resource() {
            return action.resource();
        }

        boolean root() {
            return group.spec().root().equals(resource());
        }

        boolean shared() {
            return before.world().spec().resource(resource()).shared();
        }
    }

    /// A fence record that is opened, or whose program is run.
    ///
    /// @param off null while the record is only opened
    /// @param record of the host, whatever its state
    record Fencing(
            SafetyView before,
            Action action,
            SetView set,
            HostView host,
            Action.@Nullable PowerOff off,
            @Nullable FenceRecord record)
            implements SafetyCase {
        /// The question whether the host could be fenced as well.
        static Fencing would(SafetyView before, Action action, SetView set, HostView host) {
            return new Fencing(before, action, set, host, null, host.fence());
        }

        HostId id() {
            return host.id();
        }

        boolean automatic() {
            return off == null || record == null || record.by() == FenceRecord.By.AUTO;
        }

        /// A further attempt for a death that all guards were asked about before: only what may
        /// have ended since is asked again.
        boolean retry() {
            return off != null
                    && record != null
                    && (record.state() instanceof FenceRecord.State.Failed
                            || record.state() instanceof FenceRecord.State.Unknown);
        }

        /// Off and on again, for hosts of lone groups.
        boolean cycle() {
            if (action instanceof Action.PlanFence plan && plan.host().equals(host.id())) {
                return plan.kind() == FenceRecord.Kind.CYCLE;
            }
            return record == null || off == null
                    ? mayBeCycled()
                    : record.kind() == FenceRecord.Kind.CYCLE;
        }

        boolean mayBeCycled() {
            return before.world().spec().host(host.id()).powerCycleWhenSilent();
        }
    }

    /// A step of a planned move.
    record Moving(SafetyView before, Action.SetMove action, SafetyGroup group)
            implements SafetyCase {}

    /// Anything else.
    record Other(SafetyView before, Action action) implements SafetyCase {}

    static SafetyCase of(SafetyView before, Action action) {
        World world = before.world();
        return switch (action) {
            case Action.Operate operate ->
                    new Operating(
                            before,
                            operate,
                            before.group(operate.group()),
                            world.host(operate.host()));
            case Action.PlanFence plan -> fencing(before, plan, plan.host(), null);
            case Action.PowerOff off -> fencing(before, off, off.host(), off);
            case Action.Look _,
                    Action.Beat _,
                    Action.AskPower _,
                    Action.PowerOn _,
                    Action.WithdrawFence _,
                    Action.GiveUp _,
                    Action.Booked _ ->
                    new Other(before, action);
            case Action.SetMove set -> new Moving(before, set, before.group(set.group()));
        };
    }

    private static Fencing fencing(
            SafetyView before, Action action, HostId id, Action.@Nullable PowerOff off) {
        HostView host = before.world().host(id);
        return new Fencing(before, action, before.world().setOf(id), host, off, host.fence());
    }

    /// What the action names and the World does not know.
    static Optional<String> unknown(World world, Action action) {
        return switch (action) {
            case Action.Operate operate -> {
                boolean member =
                        world.spec().groups().containsKey(operate.group())
                                && world.spec()
                                        .group(operate.group())
                                        .parents()
                                        .containsKey(operate.resource());
                yield member
                        ? unknown(world, operate.host())
                        : Optional.of(operate.resource() + " is no member of " + operate.group());
            }
            case Action.GiveUp give ->
                    SafetyRule.unless(
                            world.spec().groups().containsKey(give.group()),
                            give.group() + " is not configured");
            case Action.SetMove set ->
                    SafetyRule.unless(
                            world.spec().groups().containsKey(set.group()),
                            set.group() + " is not configured");
            case Action.Booked _ -> Optional.empty();
            case Action.Sent sent -> unknown(world, sent.host());
            case Action.PlanFence plan -> unknown(world, plan.host());
            case Action.WithdrawFence withdraw -> unknown(world, withdraw.host());
        };
    }

    private static Optional<String> unknown(World world, HostId host) {
        return SafetyRule.unless(world.setOf().containsKey(host), host + " is not configured");
    }
}
