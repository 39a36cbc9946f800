package io.halo.clusters.power;

import java.util.Map;

/// Powers the hosts of a cluster until it is closed.
public interface PowerSupply extends AutoCloseable {
    /// What the configuration names, such as `fence_ipmilan`.
    String fenceAgent();

    Map<String, String> parameters(String host);

    @Override
    void close();
}
