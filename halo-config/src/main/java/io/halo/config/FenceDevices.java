package io.halo.config;

import io.halo.core.model.HostId;
import io.halo.fence.FenceDevice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// How each host is powered off. The only part of the configuration that holds secrets; it never
/// prints them.
///
/// The levels of a host stand in the order of `HostSpec.fenceLevels`: the core names a level by its
/// [io.halo.core.model.DeviceId], [#level] finds its devices.
///
/// @param levels every host; an empty list for one that cannot be fenced
public record FenceDevices(SequencedMap<HostId, List<List<FenceDevice>>> levels) {
    public FenceDevices {
        var copy = new LinkedHashMap<HostId, List<List<FenceDevice>>>();
        for (Map.Entry<HostId, List<List<FenceDevice>>> entry : levels.entrySet()) {
            copy.put(entry.getKey(), entry.getValue().stream().map(List::copyOf).toList());
        }
        levels = Collections.unmodifiableSequencedMap(copy);
    }

    /// The levels of a host in the order in which they are tried; empty for an unknown host.
    public List<List<FenceDevice>> of(HostId host) {
        return levels.getOrDefault(host, List.of());
    }

    /// The devices of one level; all of them must say off. Empty if the host has no such level.
    ///
    /// @param level counts from 0
    public List<FenceDevice> level(HostId host, int level) {
        List<List<FenceDevice>> all = of(host);
        return level >= 0 && level < all.size() ? all.get(level) : List.of();
    }

    @Override
    public String toString() {
        return "FenceDevices of " + levels.keySet();
    }
}
