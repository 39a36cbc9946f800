package io.halo.core.plan;

import static io.halo.core.plan.SafetyRule.automatic;
import static io.halo.core.plan.SafetyRule.fences;
import static io.halo.core.plan.SafetyRule.unless;

import io.halo.core.model.Admin;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.FenceRecord.State;
import io.halo.core.model.HostView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rules for fence records and the programs that they allow, whoever wants them (L3, T1, T2).
final class SafetyFences {
    static final List<SafetyRule> RULES =
            List.of(
                    fences("L3", "one-record", SafetyFences::oneRecord),
                    fences("L3", "recorded-before", SafetyFences::recordedBefore),
                    fences("L3", "attempt", SafetyFences::attempt),
                    fences("L3", "store", SafetyFences::store),
                    new SafetyRule("L3", "withdraw", SafetyFences::withdraw),
                    new SafetyRule("L3", "on-owed", SafetyFences::onOwed),
                    fences("L3", "device-free", SafetyFences::deviceFree),
                    automatic("T1", "device-proven", SafetyFences::deviceProven),
                    fences("T2", "bystanders", SafetyFences::bystanders));

    private SafetyFences() {}

    private static Optional<String> oneRecord(SafetyCase.Fencing it) {
        boolean open = it.host().openFence().isPresent() || it.before().touchesFence(it.id());
        return unless(it.off() != null || !open, it.id() + " has an open fence record");
    }

    /// The record of an earlier step is durable; one that this plan opens, or ends, is not to be
    /// run.
    private static Optional<String> recordedBefore(SafetyCase.Fencing it) {
        if (it.off() == null) {
            return Optional.empty();
        }
        return unless(
                waits(it.record(), it.off().fence()) && !it.before().touchesFence(it.id()),
                "no fence record of " + it.id() + " waits to be run");
    }

    private static boolean waits(@Nullable FenceRecord fence, FenceId id) {
        if (fence == null || !fence.id().equals(id)) {
            return false;
        }
        return switch (fence.state()) {
            case State.Planned _, State.Failed _, State.Unknown _ -> true;
            case State.Running _,
                    State.Abandoned _,
                    State.Confirmed _,
                    State.Returned _,
                    State.Lied _ ->
                    false;
        };
    }

    private static Optional<String> attempt(SafetyCase.Fencing it) {
        if (it.off() == null || it.record() == null) {
            return Optional.empty();
        }
        int last =
                switch (it.record().state()) {
                    case State.Failed failed -> failed.attempt();
                    case State.Unknown unknown -> unknown.attempt();
                    case State.Planned _,
                            State.Running _,
                            State.Abandoned _,
                            State.Confirmed _,
                            State.Returned _,
                            State.Lied _ ->
                            0;
                };
        return unless(
                it.off().attempt() == last + 1,
                "attempt "
                        + it.off().attempt()
                        + " does not follow attempt "
                        + last
                        + " of "
                        + it.id());
    }

    private static Optional<String> store(SafetyCase.Fencing it) {
        return unless(
                it.before().world().manager().storeWorks(),
                "a fence of " + it.id() + " cannot be recorded");
    }

    /// A program that runs is never left alone, and a latch is the operator's to take off.
    private static Optional<String> withdraw(SafetyCase it) {
        if (!(it.action() instanceof Action.WithdrawFence withdraw)) {
            return Optional.empty();
        }
        FenceRecord fence = it.before().world().host(withdraw.host()).fence();
        return unless(
                waits(fence, withdraw.fence()) && !it.before().touchesFence(withdraw.host()),
                "the fence of " + withdraw.host() + " is not one that can be withdrawn");
    }

    /// Only what a power cycle of ours has switched off is switched on, by the same devices, and
    /// not while somebody works at the server.
    private static Optional<String> onOwed(SafetyCase it) {
        if (!(it.action() instanceof Action.PowerOn on)) {
            return Optional.empty();
        }
        HostView host = it.before().world().host(on.host());
        boolean owed =
                host.fence() instanceof FenceRecord fence
                        && fence.id().equals(on.fence())
                        && fence.kind() == FenceRecord.Kind.CYCLE
                        && fence.state() instanceof State.Confirmed confirmed
                        && confirmed.level() == on.level()
                        && level(host, on.level())
                                .filter(level ->
                                        level.getKey().equals(on.device())
                                                && !level.getValue().abandoned())
                                .isPresent()
                        && !host.connected()
                        && !(host.admin() instanceof Admin.Maintenance);
        return unless(
                owed && !it.before().touchesFence(on.host()),
                "no power cycle of " + on.host() + " waits for it");
    }

    /// A program of the device that cannot be killed may still switch.
    private static Optional<String> deviceFree(SafetyCase.Fencing it) {
        if (!(it.action() instanceof Action.PowerOff off)) {
            return Optional.empty();
        }
        boolean free =
                level(it.host(), off.level())
                        .filter(level ->
                                level.getKey().equals(off.device())
                                        && !level.getValue().abandoned())
                        .isPresent();
        return unless(
                free, "the device of level " + off.level() + " of " + it.id() + " cannot be used");
    }

    private static Optional<String> deviceProven(SafetyCase.Fencing it) {
        boolean proven =
                it.action() instanceof Action.PowerOff off
                        ? level(it.host(), off.level())
                                .filter(level -> level.getValue().proven())
                                .isPresent()
                        : it.host().devices().values().stream()
                                .anyMatch(view -> view.proven() && !view.abandoned());
        return unless(proven, "the fence device of " + it.id() + " is not proven");
    }

    private static Optional<Map.Entry<DeviceId, DeviceView>> level(HostView host, int level) {
        return host.devices().entrySet().stream().skip(Math.max(level, 0)).findFirst();
    }

    /// All that are connected when `off` is sent must be on record, or nobody waits for them
    /// afterwards.
    private static Optional<String> bystanders(SafetyCase.Fencing it) {
        if (!(it.action() instanceof Action.PowerOff off)) {
            return Optional.empty();
        }
        return it.set().hosts().values().stream()
                .filter(other ->
                        other.connected()
                                && !other.id().equals(it.id())
                                && !off.bystanders().contains(other.id()))
                .findFirst()
                .map(other -> other.id() + " is connected and not among the bystanders");
    }
}
