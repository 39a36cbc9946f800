package io.halo.manager.adapter.store;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.core.model.Timeouts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/// A configuration of groups with two resources each: `NAME`, and `NAME-target` on it.
final class Specs {
    private final LinkedHashMap<HostId, HostSpec> hosts = new LinkedHashMap<>();
    private final LinkedHashMap<ResourceId, ResourceSpec> resources = new LinkedHashMap<>();
    private final LinkedHashMap<GroupId, GroupSpec> groups = new LinkedHashMap<>();

    /// @param names its hosts, home first
    Specs group(String name, String... names) {
        List<HostId> candidates = List.of(names).stream().map(HostId::new).toList();
        candidates.forEach(
                host -> hosts.put(host, new HostSpec(host, host + ":8000", List.of(), false)));
        var root = new ResourceId(name);
        var target = new ResourceId(name + "-target");
        resources.put(root, resource(root, "heartbeat/ZFS", List.of(target)));
        resources.put(target, resource(target, "lustre/Lustre", List.of()));
        GroupSpec group =
                GroupSpec.of(
                        root,
                        candidates.getFirst(),
                        candidates.subList(1, candidates.size()),
                        FailurePolicy.DEFAULT,
                        resources);
        groups.put(group.id(), group);
        return this;
    }

    private static ResourceSpec resource(ResourceId id, String kind, List<ResourceId> dependents) {
        return new ResourceSpec(
                id, kind, new LinkedHashMap<>(), dependents, Timeouts.DEFAULT, null, false);
    }

    ClusterSpec spec() {
        return new ClusterSpec(
                "halo",
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Fencing.DEFAULT,
                hosts,
                resources,
                groups);
    }
}
