package io.halo.core.plan;

import io.halo.core.input.Failing;
import io.halo.core.model.Admin;
import io.halo.core.model.HostView;
import io.halo.core.model.ResourceId;
import java.util.Optional;

/// Why a host is no receiver, or none for a group, in words.
final class Receivers {
    private Receivers() {}

    /// Of any group.
    static Optional<String> none(HostView host) {
        if (!host.connected()) {
            return Optional.of(host.id() + " is not connected");
        }
        if (host.fence() != null) {
            return Optional.of(
                    host.id()
                            + (host.latched() ? " was fenced and not reset" : " is being fenced"));
        }
        return switch (host.admin()) {
            case Admin.Inactive _ -> Optional.of(host.id() + " is deactivated");
            case Admin.Maintenance _ -> Optional.of(host.id() + " is in maintenance");
            case Admin.Active _ -> Optional.empty();
        };
    }

    /// Also by how often the group failed there.
    static Optional<String> none(GroupFacts facts, HostView host) {
        return none(host)
                .or(() ->
                        Failing.overLimit(facts.cluster(), facts.group(), host.id(), facts.now())
                                ? Optional.of("it has failed too often on " + host.id())
                                : Optional.empty());
    }

    /// Also by what was seen there.
    static Optional<String> notNow(GroupFacts facts, HostView host) {
        return none(host)
                .or(() -> facts.lookedInVain(host.id()).map(member -> unseen(member, host)))
                .or(() -> when(!facts.canRun(host.id()), host.id() + " cannot run it"))
                .or(() ->
                        when(
                                !facts.known(host.id()),
                                "it could not be looked at yet on " + host.id()))
                .or(() -> when(!facts.able(host.id()), "it failed too often on " + host.id()));
    }

    private static String unseen(ResourceId member, HostView host) {
        return member + " is unknown on " + host.id();
    }

    private static Optional<String> when(boolean so, String words) {
        return so ? Optional.of(words) : Optional.empty();
    }
}
