package io.halo.support.cluster;

import java.nio.file.Path;
import java.util.List;

/// Where the programs of a cluster run and how they reach each other.
public sealed interface Network permits Loopback, Namespaces {
    /// Called once, before any program starts.
    void prepare(ClusterPlan plan, Path directory);

    /// `address:port` of a host's agent, for the configuration.
    String address(String host);

    /// The options that make an agent listen there.
    List<String> listenOptions(String host);

    /// What to put before a command to run it on that host.
    List<String> onHost(String host);

    /// What to put before a command to run it on the management host.
    List<String> onManager();
}
