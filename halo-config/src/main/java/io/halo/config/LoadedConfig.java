package io.halo.config;

import io.halo.core.model.ClusterSpec;

/// A configuration without errors, split by who needs it: the core sees the cluster, the agent
/// adapter the endpoints, the fence adapter the devices.
public record LoadedConfig(ClusterSpec cluster, AgentEndpoints endpoints, FenceDevices fences) {}
