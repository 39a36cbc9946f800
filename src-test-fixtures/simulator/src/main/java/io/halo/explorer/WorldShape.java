package io.halo.explorer;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The small worlds. Times are short and whole seconds, so that few of them tell states apart.
public enum WorldShape {
    /// A host with a group that cannot go anywhere else; its power is cycled when it is silent.
    ONE_BY_ONE("1x1", 1, 1, true, false),

    /// The smallest world in which a group may run twice: a root and a member, two hosts.
    TWO_BY_ONE("2x1", 2, 1, true, false),

    /// A pair that take over from each other.
    TWO_BY_TWO("2x2", 2, 2, false, false),

    /// The smallest world in which a cascade, a bystander and a mass of silent hosts exist.
    THREE_BY_ONE("3x1", 3, 1, false, false),

    /// A pair whose groups reach one shared resource.
    SHARED("shared", 2, 2, false, true);

    private static final String HOSTS = "abc";

    private final String title;
    private final int hosts;
    private final int groups;
    private final boolean member;
    private final boolean shared;

    WorldShape(String title, int hosts, int groups, boolean member, boolean shared) {
        this.title = title;
        this.hosts = hosts;
        this.groups = groups;
        this.member = member;
        this.shared = shared;
    }

    /// As in `--world 2x1`.
    public String title() {
        return title;
    }

    public static Optional<WorldShape> of(String title) {
        return List.of(values()).stream().filter(shape -> shape.title.equals(title)).findFirst();
    }

    ClusterSpec spec() {
        return spec(hosts, groups, member, shared);
    }

    private static ClusterSpec spec(int hostCount, int groupCount, boolean member, boolean shared) {
        var hosts = new LinkedHashMap<HostId, HostSpec>();
        for (int i = 0; i < hostCount; i++) {
            var id = new HostId(HOSTS.substring(i, i + 1));
            var devices = List.of(new DeviceId("device-" + id));
            hosts.put(id, new HostSpec(id, id + ":1", devices, hostCount == 1));
        }
        var resources = new LinkedHashMap<ResourceId, ResourceSpec>();
        var groups = new LinkedHashMap<GroupId, GroupSpec>();
        if (shared) {
            resource(resources, "s", List.of(), true);
        }
        for (int i = 0; i < groupCount; i++) {
            var below = new ArrayList<String>();
            if (member) {
                below.add("t" + i);
                resource(resources, "t" + i, List.of(), false);
            }
            if (shared) {
                below.add("s");
            }
            resource(resources, "g" + i, below, false);
        }
        for (int i = 0; i < groupCount; i++) {
            var order = new ArrayList<>(hosts.keySet());
            HostId home = order.remove(i % hostCount);
            GroupSpec group =
                    GroupSpec.of(new ResourceId("g" + i), home, order, policy(i), resources);
            groups.put(group.id(), group);
        }
        return new ClusterSpec(
                "small",
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                new Fencing(
                        Duration.ofSeconds(10),
                        2,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(10),
                        2,
                        4),
                hosts,
                resources,
                groups);
    }

    /// Of two groups one has a failed stop fenced, the other waits for an operator.
    private static FailurePolicy policy(int group) {
        return new FailurePolicy(
                2,
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                FailurePolicy.OnStartFailure.MOVE,
                group % 2 == 0
                        ? FailurePolicy.OnStopFailure.BLOCK
                        : FailurePolicy.OnStopFailure.FENCE,
                FailurePolicy.Failback.MANUAL);
    }

    private static void resource(
            LinkedHashMap<ResourceId, ResourceSpec> resources,
            String name,
            List<String> below,
            boolean shared) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("pool", name);
        var script = Duration.ofSeconds(6);
        resources.put(
                new ResourceId(name),
                new ResourceSpec(
                        new ResourceId(name),
                        "halo/Thing",
                        parameters,
                        below.stream().map(ResourceId::new).toList(),
                        new Timeouts(script, script, Duration.ofSeconds(2)),
                        null,
                        shared));
    }
}
