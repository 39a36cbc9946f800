package io.halo.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A configured resource.
///
/// @param kind the script below `resource.d`, such as `heartbeat/ZFS`
/// @param parameters in the file's order
/// @param dependents resources that start after this one and stop before it
/// @param ownMonitorInterval its own period, or null for the cluster's
/// @param shared whether several groups may reach it
public record ResourceSpec(
        ResourceId id,
        String kind,
        SequencedMap<String, String> parameters,
        List<ResourceId> dependents,
        Timeouts timeouts,
        @Nullable Duration ownMonitorInterval,
        boolean shared) {
    /// Parameters whose equal value in two resources of one kind means that both are one thing in
    /// truth.
    private static final List<String> IDENTITY =
            List.of("pool", "device", "target", "mountpoint", "ip", "directory");

    public ResourceSpec {
        parameters = Checks.ordered(parameters);
        dependents = Checks.list(dependents);
    }

    /// The parameters that say which real thing this is (safety.md section 4, "Config").
    public SequencedMap<String, String> identity() {
        var identity = new java.util.LinkedHashMap<String, String>();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (IDENTITY.contains(parameter.getKey())) {
                identity.put(parameter.getKey(), parameter.getValue());
            }
        }
        return identity;
    }

    /// The same resource with as much time as its script asks for.
    ResourceSpec advised(SortedMap<Timeouts.Op, Duration> advice) {
        return new ResourceSpec(
                id,
                kind,
                parameters,
                dependents,
                timeouts.advised(advice),
                ownMonitorInterval,
                shared);
    }

    public Optional<Duration> monitorInterval() {
        return Optional.ofNullable(ownMonitorInterval);
    }
}
