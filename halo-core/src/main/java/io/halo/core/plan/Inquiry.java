package io.halo.core.plan;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the rules say of a World, for those who want to know why.
public final class Inquiry {
    private Inquiry() {}

    /// Whether a host is proven not to run a group (safety.md section 2, `clear`).
    ///
    /// @param whyNot empty if it is
    public record Clearness(HostId host, Optional<String> whyNot) {}

    /// One guard of an automatic fence (L4).
    ///
    /// @param holdsBack empty if it lets pass
    public record Guard(String name, Optional<String> holdsBack) {}

    /// Every host that may hold the group, in the order in which it would be tried.
    public static List<Clearness> clearness(World world, GroupId id, Instant now) {
        SetView set = world.setOf(id);
        GroupFacts facts = GroupFacts.of(world, set, set.group(id), now);
        var all = new ArrayList<Clearness>();
        facts.mayBe().forEach(host -> all.add(new Clearness(host, facts.notClear(host))));
        return all;
    }

    /// Where the group would start, as far as the hosts' states go.
    public static Optional<HostId> target(World world, GroupId id, Instant now) {
        SetView set = world.setOf(id);
        return GroupFacts.of(world, set, set.group(id), now).target().map(HostView::id);
    }

    /// What to type about a host that is taken for dead.
    public static String remedy(World world, HostId id, Instant now) {
        SetView set = world.setOf(id);
        return Remedies.ofSilent(world, set, set.host(id), now);
    }

    /// The nine guards, as they stand now.
    public static List<Guard> guards(World world, HostId id, Instant now) {
        SetView set = world.setOf(id);
        var it = FenceGuards.Case.now(world, set, set.host(id), now);
        return FenceGuards.ALL.stream()
                .map(guard -> new Guard(guard.name(), guard.check().holdsBack(it)))
                .toList();
    }
}
