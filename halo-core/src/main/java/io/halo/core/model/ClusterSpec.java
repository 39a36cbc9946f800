package io.halo.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The configured cluster; everything in it is checked, in the order of the file.
///
/// @param deadAfter a host that is silent for so long is dead
/// @param monitorInterval the period in which resources are monitored
public record ClusterSpec(
        String name,
        Duration deadAfter,
        Duration monitorInterval,
        Fencing fencing,
        SequencedMap<HostId, HostSpec> hosts,
        SequencedMap<ResourceId, ResourceSpec> resources,
        SequencedMap<GroupId, GroupSpec> groups) {
    public static final String DEFAULT_NAME = "halo";
    public static final Duration DEFAULT_DEAD_AFTER = Duration.ofSeconds(10);
    public static final Duration MIN_DEAD_AFTER = Duration.ofSeconds(1);
    public static final Duration DEFAULT_MONITOR_INTERVAL = Duration.ofSeconds(5);

    private static final Duration BEAT_MAX = Duration.ofSeconds(1);
    private static final Duration BEATS_OF_A_SECOND = BEAT_MAX.multipliedBy(5);

    public ClusterSpec {
        Checks.positive(monitorInterval, "monitor_interval");
        Checks.require(
                deadAfter.compareTo(MIN_DEAD_AFTER) >= 0,
                "dead_after must be at least " + MIN_DEAD_AFTER);
        hosts = Checks.ordered(hosts);
        resources = Checks.ordered(resources);
        groups = Checks.ordered(groups);
    }

    /// Heartbeats go out this often (contract section 5, "Dead or not").
    public Duration beat() {
        return deadAfter.compareTo(BEATS_OF_A_SECOND) < 0 ? deadAfter.dividedBy(5) : BEAT_MAX;
    }

    /// The same cluster with another period; resources with a period of their own keep it.
    public ClusterSpec withMonitorInterval(Duration interval) {
        return new ClusterSpec(name, deadAfter, interval, fencing, hosts, resources, groups);
    }

    /// The same cluster in which the scripts of this kind have as much time as they ask for.
    public ClusterSpec advised(String kind, SortedMap<Timeouts.Op, Duration> advice) {
        var next = new LinkedHashMap<>(resources);
        next.replaceAll((_, resource) ->
                resource.kind().equals(kind) ? resource.advised(advice) : resource);
        return next.equals(resources)
                ? this
                : new ClusterSpec(name, deadAfter, monitorInterval, fencing, hosts, next, groups);
    }

    public HostSpec host(HostId id) {
        return present(hosts.get(id), id);
    }

    public ResourceSpec resource(ResourceId id) {
        return present(resources.get(id), id);
    }

    public GroupSpec group(GroupId id) {
        return present(groups.get(id), id);
    }

    /// Members of the group that no other group may reach: those that decide whether a host is
    /// clear of it.
    public List<ResourceId> exclusive(GroupSpec group) {
        var exclusive = new ArrayList<ResourceId>(group.parents().size());
        for (ResourceId member : group.parents().keySet()) {
            if (!resource(member).shared()) {
                exclusive.add(member);
            }
        }
        return exclusive;
    }

    private static <T> T present(@Nullable T value, Object id) {
        if (value == null) {
            throw new IllegalArgumentException("not configured: " + id);
        }
        return value;
    }
}
