package io.halo.core.plan;

import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Power;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.Optional;

/// What an operator can type or do about a host or group, and will not be refused.
final class Remedies {
    private Remedies() {}

    /// For a host that is taken for dead and holds something.
    static String ofSilent(World world, SetView set, HostView host, Instant now) {
        HostId id = host.id();
        String vouch = "halo fence --confirm-off " + id + " if it is off";
        if (host.power() instanceof Power.Off off) {
            return off.bystanders().isEmpty()
                    ? "repair it, power it on"
                    : "look whether power was taken from "
                            + String.join(
                                    ", ", off.bystanders().stream().map(HostId::value).toList())
                            + ", or "
                            + vouch;
        }
        if (host.latched()) {
            return "halo reset " + id + ", or " + vouch;
        }
        boolean tried = host.fence() instanceof FenceRecord fence && fence.open();
        if (tried) {
            return vouch;
        }
        var it = FenceGuards.Case.now(world, set, host, now);
        String fence = beforeFence(it).orElse("halo fence " + id);
        return hasPower(host)
                ? fence + ", or look at it: its fence device says that it is on"
                : fence + ", or " + vouch;
    }

    /// As its device has said since it fell silent: nobody can vouch for the contrary.
    private static boolean hasPower(HostView host) {
        return host.devices().values().stream()
                .flatMap(device -> device.reading().stream())
                .anyMatch(reading ->
                        reading.state().powered()
                                && reading.askedAt().isAfter(host.contact().quietSince()));
    }

    /// What has to be done before the host can be fenced for an operator; empty if nothing has.
    static Optional<String> beforeFence(FenceGuards.Case it) {
        HostId id = it.host().id();
        if (FenceGuards.maintenance(it).isPresent()) {
            return Optional.of("halo maintenance off " + id + ", which lets it be powered off");
        }
        if (FenceGuards.strandingAny(it).isPresent()) {
            return Optional.of("bring it or another host of its groups back");
        }
        Optional<GroupFacts> unmanaged = FenceGuards.unmanagedGroup(it);
        if (unmanaged.isPresent()) {
            return unmanaged.map(
                    facts -> manageAgain(facts.group()) + ", which lets it be powered off");
        }
        return it.host().devices().isEmpty() || FenceGuards.device(it).isPresent()
                ? Optional.of("power it off by hand")
                : Optional.empty();
    }

    /// As a further way, where it is one.
    static String orFence(GroupFacts facts, HostView host) {
        return canBeFenced(facts, host) ? ", or halo fence " + host.id() : "";
    }

    static boolean canBeFenced(GroupFacts facts, HostView host) {
        return host.fence() == null
                && beforeFence(FenceGuards.Case.now(facts.world(), facts.set(), host, facts.now()))
                        .isEmpty();
    }

    /// What ends a group's being unmanaged.
    static String manageAgain(GroupView group) {
        return group.control() instanceof GroupView.Control.Unmanaged(_, Maintenance scope)
                        && scope != null
                ? MaintenancePass.off(scope)
                : "halo manage " + group.id();
    }
}
