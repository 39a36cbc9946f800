package io.halo.support.cluster;

import java.util.ArrayList;
import java.util.List;

/// A resource group of a test cluster.
///
/// @param lines further lines of its entry in the configuration
public record GroupPlan(String root, String home, List<String> failover, List<String> lines) {
    public GroupPlan {
        failover = List.copyOf(failover);
        lines = List.copyOf(lines);
    }

    /// The same with one more line, for example `policy: { start_attempts: 2 }`.
    public GroupPlan with(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new GroupPlan(root, home, failover, more);
    }

    /// The same with other hosts to go to.
    public GroupPlan failingOverTo(String... hosts) {
        return new GroupPlan(root, home, List.of(hosts), lines);
    }
}
