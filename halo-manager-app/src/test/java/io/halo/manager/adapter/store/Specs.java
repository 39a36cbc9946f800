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

/// A configuration of groups with one resource each.
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
        resources.put(
                root,
                new ResourceSpec(
                        root,
                        "heartbeat/ZFS",
                        new LinkedHashMap<>(),
                        List.of(),
                        Timeouts.DEFAULT,
                        null,
                        false));
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
