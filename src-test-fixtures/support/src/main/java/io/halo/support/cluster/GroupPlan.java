package io.halo.support.cluster;

import java.util.List;

/// A resource group of a test cluster.
///
/// @param lines further lines of its entry in the configuration
public record GroupPlan(String root, String home, List<String> failover, List<String> lines) {
    public GroupPlan {
        failover = List.copyOf(failover);
        lines = List.copyOf(lines);
    }
}
