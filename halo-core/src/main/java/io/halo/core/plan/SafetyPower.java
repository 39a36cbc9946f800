package io.halo.core.plan;

import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Power;
import io.halo.core.model.Reach;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a host is proven off: *off* was said, and T1, T2 and T3 let that count. Each part is a
/// rule of its own for the start of a root, so that a test can leave one out.
final class SafetyPower {
    /// A device's *off* that is older proves nothing: somebody may have pressed the button.
    private static final Duration FRESH = Duration.ofSeconds(60);

    /// Half beats without an answer until a host counts as gone.
    private static final int UNANSWERED = 5;

    private SafetyPower() {}

    static boolean provenOff(World world, HostView host, Instant now) {
        return provenOff(world, host, now, List.of());
    }

    private static boolean provenOff(World world, HostView host, Instant now, List<HostId> asking) {
        return saidOff(world, host, now)
                && untrusted(host, now).isEmpty()
                && silenced(world, host, now, asking).isEmpty()
                && returned(host).isEmpty();
    }

    /// A host that answered until then must have left some heartbeats unanswered; those of an
    /// earlier manager are not known.
    static boolean saidOff(World world, HostView host, Instant now) {
        return host.power() instanceof Power.Off
                && !host.connected()
                && !justAsked(world, host, now);
    }

    private static boolean justAsked(World world, HostView host, Instant now) {
        boolean neverHeard =
                switch (host.contact().reach()) {
                    case Reach.Connecting _, Reach.Suspect _ -> host.contact().answered() == null;
                    case Reach.Up _,
                            Reach.NeverSeen _,
                            Reach.Silent _,
                            Reach.AliveNotServing _,
                            Reach.CannotTell _,
                            Reach.Refusing _ ->
                            false;
                };
        Duration beat = world.spec().beat();
        return neverHeard
                && host.contact()
                                .quietFor(now)
                                .compareTo(beat.multipliedBy(UNANSWERED).dividedBy(2))
                        < 0;
    }

    /// T1: an operator vouches for it, or a device that has proven itself said so a short time ago.
    static Optional<String> untrusted(HostView host, Instant now) {
        if (!(host.power() instanceof Power.Off off) || off.by() == Power.Witness.OPERATOR) {
            return Optional.empty();
        }
        if (host.devices().values().stream().noneMatch(DeviceView::proven)) {
            return Optional.of("no fence device of " + host.id() + " is proven");
        }
        Duration age = Duration.between(off.askedAt(), now);
        return SafetyRule.unless(
                age.compareTo(FRESH) <= 0,
                host.id() + " was said to be off " + age.toSeconds() + " s ago, and not since");
    }

    /// T2: everybody who was there when `off` was sent has been heard since, or is proven off as
    /// well.
    static Optional<String> silenced(World world, HostView host, Instant now) {
        return silenced(world, host, now, List.of());
    }

    private static Optional<String> silenced(
            World world, HostView host, Instant now, List<HostId> asking) {
        if (!(host.power() instanceof Power.Off off)) {
            return Optional.empty();
        }
        var chain = new ArrayList<>(asking);
        chain.add(host.id());
        return off.bystanders().stream()
                .filter(other -> !chain.contains(other) && !settled(world, other, off, now, chain))
                .findFirst()
                .map(other ->
                        "nothing was heard of "
                                + other
                                + " since "
                                + host.id()
                                + " was powered off");
    }

    private static boolean settled(
            World world, HostId id, Power.Off off, Instant now, List<HostId> chain) {
        if (!world.setOf().containsKey(id)) {
            return false;
        }
        HostView other = world.host(id);
        return other.contact().aliveSince(off.askedAt())
                || (other.power() instanceof Power.Off its
                        && its.by() == Power.Witness.OPERATOR
                        && provenOff(world, other, now, chain));
    }

    /// T3: nothing was heard of the host since, and no program of ours is at its power.
    static Optional<String> returned(HostView host) {
        if (host.power() instanceof Power.Off off && host.contact().aliveSince(off.askedAt())) {
            return Optional.of(host.id() + " answered after it was said to be off");
        }
        boolean atWork =
                host.fence() instanceof FenceRecord fence
                        && (fence.state() instanceof FenceRecord.State.Running
                                || fence.state() instanceof FenceRecord.State.Abandoned);
        return SafetyRule.unless(!atWork, "a fence program of " + host.id() + " has not ended");
    }
}
