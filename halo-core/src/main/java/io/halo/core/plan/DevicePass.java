package io.halo.core.plan;

import io.halo.core.input.Evidence;
import io.halo.core.model.Admin;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks fence devices for their host's power: to prove them (T1), to keep a power-off proven (T3),
/// to find out while a guard holds a fence back.
final class DevicePass {
    private DevicePass() {}

    static void plan(HostView host, PlanDraft draft) {
        int level = 0;
        for (Map.Entry<DeviceId, DeviceView> device : host.devices().entrySet()) {
            ask(host, level++, device.getKey(), device.getValue(), draft);
        }
    }

    private static void ask(
            HostView host, int level, DeviceId device, DeviceView view, PlanDraft draft) {
        boolean fencing =
                host.fence() instanceof FenceRecord fence
                        && (fence.state() instanceof FenceRecord.State.Running
                                || fence.state() instanceof FenceRecord.State.Planned);
        if (view.askingSince() != null
                || view.abandoned()
                || fencing
                || draft.fences(host.id())
                || !worthAsking(host)) {
            return;
        }
        if (view.nextAsk().isAfter(draft.now()) && !unaskedSinceHit(host, view, draft)) {
            draft.wakeAt(view.nextAsk());
        } else if (owesOn(host, level, draft)) {
            draft.add(
                    new Action.PowerOn(
                            host.id(),
                            Objects.requireNonNull(host.fence()).id(),
                            level,
                            device,
                            draft.world().spec().fencing().timeout(),
                            draft.now().plus(PlanDraft.VALID)));
        } else {
            draft.add(
                    new Action.AskPower(
                            host.id(), level, device, draft.world().spec().fencing().timeout()));
        }
    }

    /// A power cycle of ours has switched it off through this device: it is asked after it was
    /// switched on. Not while somebody works at the server.
    private static boolean owesOn(HostView host, int level, PlanDraft draft) {
        return host.fence() instanceof FenceRecord fence
                && fence.owesOn()
                && fence.state() instanceof FenceRecord.State.Confirmed confirmed
                && confirmed.level() == level
                && !host.connected()
                && !(host.admin() instanceof Admin.Maintenance)
                && draft.world().manager().acting();
    }

    /// T2: another host was powered off, and this one, which was there, is not heard since. If it
    /// is on still, it was not its power that was taken.
    private static boolean unaskedSinceHit(HostView host, DeviceView view, PlanDraft draft) {
        return !host.connected()
                && !(host.power() instanceof Power.Off)
                && mayBeHit(draft.world().setOf(host.id()), host)
                        .filter(off -> !askedSince(view, off))
                        .isPresent();
    }

    /// When the device of the host was asked that was powered off and may have taken this one
    /// along.
    private static Optional<Instant> mayBeHit(SetView set, HostView host) {
        return set.hosts().values().stream()
                .flatMap(other ->
                        other.power() instanceof Power.Off off
                                        && off.bystanders().contains(host.id())
                                ? Stream.of(Evidence.offSince(other, off))
                                : Stream.empty())
                .max(Comparator.naturalOrder());
    }

    private static boolean askedSince(DeviceView view, Instant moment) {
        return view.reading().filter(reading -> reading.askedAt().isAfter(moment)).isPresent();
    }

    /// Whether its power is to be asked before it is powered off itself: found off, it may be what
    /// another fence has hit.
    static boolean asksFirst(SetView set, HostView host) {
        return mayBeHit(set, host)
                .filter(off ->
                        host.devices().values().stream()
                                .filter(view -> !view.abandoned())
                                .noneMatch(view -> askedSince(view, off)))
                .isPresent();
    }

    /// A host that is suspected only may answer yet; of one that cannot be told anything about, its
    /// power says nothing either.
    static boolean worthAsking(HostView host) {
        return switch (host.contact().reach()) {
            case Reach.Up _, Reach.Silent _, Reach.AliveNotServing _ -> true;
            case Reach.Suspect _, Reach.NeverSeen _, Reach.CannotTell _ -> host.latched();
            case Reach.Connecting _, Reach.Refusing _ -> false;
        };
    }
}
