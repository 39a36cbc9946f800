package io.halo.manager.adapter.fence;

import io.halo.config.FenceAdvice;
import io.halo.core.model.HostId;
import io.halo.fence.FenceDevice;
import io.halo.fence.KnownAgents;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Asks fence programs what they take, before their devices are checked: what a check proves is
/// then what a power-off does. Nobody who powers a host off comes here.
final class Introductions {
    private final Map<HostId, List<List<FenceDevice>>> levels;
    private final KnownAgents agents;
    private final DeviceNotices notices;
    private final Map<HostId, List<String>> told = new ConcurrentHashMap<>();

    Introductions(
            Map<HostId, List<List<FenceDevice>>> levels,
            KnownAgents agents,
            DeviceNotices notices) {
        this.levels = levels;
        this.agents = agents;
        this.notices = notices;
    }

    /// Blocks for a second or so where a program is new, not at all else.
    void meet(HostId host, List<FenceDevice> devices) {
        devices.forEach(device -> agents.learn(device.program()));
        List<FenceDevice> all =
                levels.getOrDefault(host, List.of()).stream().flatMap(List::stream).toList();
        List<String> advice = FenceAdvice.of(all, agents);
        List<String> before = told.put(host, advice);
        if (!advice.equals(before == null ? List.of() : before)) {
            notices.advise(host, advice);
        }
    }
}
