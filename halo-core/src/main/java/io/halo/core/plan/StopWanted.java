package io.halo.core.plan;

import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import java.util.List;

/// Where a group that shall not run still is, or may be.
final class StopWanted {
    private StopWanted() {}

    /// Hosts that may still hold it, connected or not.
    static List<HostId> left(GroupFacts facts) {
        return facts.mayBe().stream().filter(id -> holds(facts, id)).toList();
    }

    private static boolean holds(GroupFacts facts, HostId id) {
        HostView host = facts.host(id);
        boolean seen =
                host != null
                        && host.connected()
                        && (facts.seenThere(id)
                                || facts.exclusive().stream()
                                        .anyMatch(
                                                member -> facts.operation(id, member).isPresent()));
        return seen || facts.group().hosted().containsKey(id);
    }
}
