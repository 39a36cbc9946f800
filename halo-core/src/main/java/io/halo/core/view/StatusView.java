package io.halo.core.view;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Manager;
import io.halo.core.model.ResourceId;
import io.halo.core.model.SetView;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Projects a World to what is shown of it. Between two pictures few sets change: what is shown of
/// the others is kept. Not for two threads at once.
public final class StatusView {
    private final Map<GroupId, Drawn> drawn = new LinkedHashMap<>();

    /// A single picture.
    public static ClusterStatus of(World world, Instant now, List<EventLine> events) {
        return new StatusView().next(world, now, events);
    }

    /// @param now for what depends on time: the verdict's grace, and which failures still count
    /// @param events the newest, the oldest of them first
    public ClusterStatus next(World world, Instant now, List<EventLine> events) {
        List<ResourceStatus> resources = resources(world, now);
        List<HostStatus> hosts =
                world.hosts().values().stream()
                        .map(host -> HostProjection.of(world, host))
                        .toList();
        List<FindingLine> findings = findings(world);
        var verdict = new VerdictRules(world, now, resources, hosts, findings).verdict();
        return new ClusterStatus(cluster(world), verdict, resources, hosts, findings, events);
    }

    private static ClusterStatus.Cluster cluster(World world) {
        Manager manager = world.manager();
        ClusterStatus.RefusedBy refusedBy =
                manager.refused()
                        .map(refusal ->
                                new ClusterStatus.RefusedBy(
                                        refusal.host(),
                                        refusal.epoch(),
                                        refusal.manager(),
                                        refusal.at()))
                        .orElse(null);
        return new ClusterStatus.Cluster(
                world.spec().name(),
                ClusterStatus.Mode.of(manager.mode()),
                manager.epoch(),
                manager.startedAt(),
                manager.acting(),
                refusedBy,
                manager.storeFailure(),
                maintenance(world.maintenance()));
    }

    private static HostStatus.@Nullable Maintenance maintenance(@Nullable Maintenance cluster) {
        return cluster == null
                ? null
                : new HostStatus.Maintenance(
                        cluster.until(),
                        cluster.note().by(),
                        cluster.note().why(),
                        cluster.note().at());
    }

    /// Each resource once: a shared one where its first group has it.
    private List<ResourceStatus> resources(World world, Instant now) {
        var shown = new LinkedHashSet<ResourceId>();
        var resources = new ArrayList<ResourceStatus>();
        for (GroupSpec group : world.spec().groups().values()) {
            for (ResourceStatus resource : members(world, group, now)) {
                if (shown.add(resource.id())) {
                    resources.add(resource);
                }
            }
        }
        return resources;
    }

    private List<ResourceStatus> members(World world, GroupSpec group, Instant now) {
        var projection = new ResourceProjection(world, group, now);
        Drawn known = drawn.get(group.id());
        if (known != null && known.fits(world, projection)) {
            return known.members();
        }
        List<ResourceStatus> members =
                treeOrder(world, group).stream().map(projection::of).toList();
        drawn.put(
                group.id(),
                new Drawn(world.spec(), projection.set(), projection.failures(), members));
        return members;
    }

    /// Parents first, each followed by all that is below it, as a tree is printed.
    static SequencedSet<ResourceId> treeOrder(World world, GroupSpec group) {
        var order = new LinkedHashSet<ResourceId>();
        var open = new ArrayList<ResourceId>();
        open.add(group.root());
        while (!open.isEmpty()) {
            ResourceId next = open.removeLast();
            if (order.add(next)) {
                open.addAll(world.spec().resource(next).dependents().reversed());
            }
        }
        return order;
    }

    /// The members of a group as they were shown last, and all that this depends on.
    private record Drawn(
            ClusterSpec spec, SetView set, int failures, List<ResourceStatus> members) {
        @SuppressWarnings("ReferenceEquality") // what has changed is a new object
        boolean fits(World world, ResourceProjection now) {
            return spec == world.spec() && set == now.set() && failures == now.failures();
        }
    }

    private static List<FindingLine> findings(World world) {
        var all = new ArrayList<Finding>(world.findings());
        for (SetView set : world.sets().values()) {
            all.addAll(set.report().findings());
        }
        return all.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .map(FindingLine::of)
                .toList();
    }
}
