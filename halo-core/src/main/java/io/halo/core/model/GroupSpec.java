package io.halo.core.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// A configured resource group: a DAG of resources below one root that always runs on one host.
///
/// @param home the host on which the group starts when all is well
/// @param failover further candidates in order of preference; empty for a lone group, which never
///   moves
/// @param parents every member in start order (root first, parents before dependents) with its
///   parents inside the group
public record GroupSpec(
        GroupId id,
        ResourceId root,
        HostId home,
        List<HostId> failover,
        FailurePolicy policy,
        SequencedMap<ResourceId, List<ResourceId>> parents) {
    public GroupSpec {
        failover = Checks.list(failover);
        parents = Checks.ordered(parents);
        Checks.require(
                !failover.contains(home), "group " + id + " has its home among its failover hosts");
        Checks.require(
                !parents.isEmpty() && parents.firstEntry().getKey().equals(root),
                "group " + id + " must start at its root");
    }

    /// Builds the group from its root by following `dependents`.
    ///
    /// @throws IllegalArgumentException if the dependents form a cycle or name an unknown resource
    public static GroupSpec of(
            ResourceId root,
            HostId home,
            List<HostId> failover,
            FailurePolicy policy,
            Map<ResourceId, ResourceSpec> resources) {
        return new GroupSpec(
                new GroupId(root.value()),
                root,
                home,
                failover,
                policy,
                startOrder(root, resources));
    }

    /// Home first, then the failover hosts in order of preference.
    public List<HostId> candidates() {
        var candidates = new ArrayList<HostId>(1 + failover.size());
        candidates.add(home);
        candidates.addAll(failover);
        return candidates;
    }

    /// Members in start order; the reverse is the stop order.
    public List<ResourceId> members() {
        return List.copyOf(parents.keySet());
    }

    /// Members that start directly after this one.
    public List<ResourceId> dependents(ResourceId member) {
        return parents.entrySet().stream()
                .filter(entry -> entry.getValue().contains(member))
                .map(Map.Entry::getKey)
                .toList();
    }

    public boolean lone() {
        return failover.isEmpty();
    }

    /// Linear in the number of edges: a group may have as many members as a file has lines.
    private static SequencedMap<ResourceId, List<ResourceId>> startOrder(
            ResourceId root, Map<ResourceId, ResourceSpec> resources) {
        var parents = reach(root, resources);
        var ordered = new LinkedHashMap<ResourceId, List<ResourceId>>();
        var waitsFor = new LinkedHashMap<ResourceId, Integer>();
        parents.forEach((member, above) -> waitsFor.put(member, above.size()));
        var ready = new ArrayDeque<ResourceId>();
        if (waitsFor.getOrDefault(root, 0) == 0) {
            ready.add(root);
        }
        while (!ready.isEmpty()) {
            ResourceId member = ready.remove();
            ordered.put(member, Checks.list(parents.getOrDefault(member, List.of())));
            for (ResourceId dependent : distinctDependents(member, resources)) {
                if (waitsFor.merge(dependent, -1, Integer::sum) == 0) {
                    ready.add(dependent);
                }
            }
        }
        Checks.require(
                ordered.size() == parents.size(), "the dependents below " + root + " form a cycle");
        return ordered;
    }

    private static SequencedMap<ResourceId, List<ResourceId>> reach(
            ResourceId root, Map<ResourceId, ResourceSpec> resources) {
        var parents = new LinkedHashMap<ResourceId, List<ResourceId>>();
        parents.put(root, new ArrayList<>());
        var open = new ArrayDeque<ResourceId>();
        open.add(root);
        while (!open.isEmpty()) {
            ResourceId parent = open.remove();
            for (ResourceId dependent : distinctDependents(parent, resources)) {
                List<ResourceId> above = parents.get(dependent);
                if (above == null) {
                    above = new ArrayList<>();
                    parents.put(dependent, above);
                    open.add(dependent);
                }
                above.add(parent);
            }
        }
        return parents;
    }

    private static SequencedSet<ResourceId> distinctDependents(
            ResourceId parent, Map<ResourceId, ResourceSpec> resources) {
        ResourceSpec spec = resources.get(parent);
        if (spec == null) {
            throw new IllegalArgumentException("unknown resource " + parent);
        }
        return new LinkedHashSet<>(spec.dependents());
    }
}
