package io.halo.core.model;

import java.util.List;

/// A configured server.
///
/// @param address `host:port` of its agent, as shown to the operator
/// @param fenceLevels its fence devices, a [DeviceId] per level, in the order in which levels are
///   tried; empty if it cannot be fenced
/// @param powerCycleWhenSilent whether a silent host of lone groups only may be powered off and on
public record HostSpec(
        HostId id, String address, List<DeviceId> fenceLevels, boolean powerCycleWhenSilent) {
    public HostSpec {
        fenceLevels = Checks.list(fenceLevels);
    }

    public boolean canBeFenced() {
        return !fenceLevels.isEmpty();
    }
}
