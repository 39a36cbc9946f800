package io.halo.bench;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.DeviceId;
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
import java.util.stream.IntStream;

/// Clusters as Lustre has them: servers in pairs that take over from each other, each the home of
/// two groups of four resources, a pool and three targets in it.
public final class Pairs {
    private static final int GROUPS_OF_HOST = 2;
    private static final int TARGETS = 3;
    private static final Duration SCRIPT = Duration.ofSeconds(60);

    private Pairs() {}

    /// @param count of hosts, an even number
    public static ClusterSpec of(int count) {
        if (count <= 0 || count % 2 != 0) {
            throw new IllegalArgumentException("hosts come in pairs: " + count);
        }
        var hosts = new LinkedHashMap<HostId, HostSpec>();
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        var groups = new LinkedHashMap<GroupId, GroupSpec>();
        for (int i = 0; i < count; i++) {
            HostId id = host(i);
            var device = new DeviceId("ipmi-" + id);
            hosts.put(id, new HostSpec(id, id + ":8000", List.of(device), false));
            for (int j = 0; j < GROUPS_OF_HOST; j++) {
                GroupSpec group = group(i, "pool" + i + "-" + j, resources);
                groups.put(group.id(), group);
            }
        }
        return new ClusterSpec(
                "large",
                ClusterSpec.DEFAULT_DEAD_AFTER,
                ClusterSpec.DEFAULT_MONITOR_INTERVAL,
                Fencing.DEFAULT,
                hosts,
                resources,
                groups);
    }

    static HostId host(int index) {
        return new HostId("oss" + index);
    }

    private static GroupSpec group(
            int host, String pool, LinkedHashMap<ResourceId, ResourceSpec> resources) {
        List<ResourceId> targets =
                IntStream.range(0, TARGETS)
                        .mapToObj(number -> new ResourceId(pool + "-ost" + number))
                        .toList();
        var root = new ResourceId(pool);
        resources.put(root, resource(root, "heartbeat/ZFS", targets));
        targets.forEach(
                target -> resources.put(target, resource(target, "lustre/Lustre", List.of())));
        HostId partner = host(host ^ 1);
        return GroupSpec.of(root, host(host), List.of(partner), policy(), resources);
    }

    private static ResourceSpec resource(ResourceId id, String kind, List<ResourceId> dependents) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("target", id.value());
        return new ResourceSpec(
                id,
                kind,
                parameters,
                dependents,
                new Timeouts(SCRIPT, SCRIPT, SCRIPT),
                null,
                false);
    }

    private static FailurePolicy policy() {
        return new FailurePolicy(
                3,
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                FailurePolicy.OnStartFailure.MOVE,
                FailurePolicy.OnStopFailure.BLOCK,
                FailurePolicy.Failback.MANUAL);
    }
}
