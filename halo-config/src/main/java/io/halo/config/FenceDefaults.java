package io.halo.config;

import java.util.Map;

/// What a fence program is told where the file says nothing (contract section 8), as far as it says
/// which device is meant.
final class FenceDefaults {
    private FenceDefaults() {}

    static Map<String, String> of(String agent, String hostId, RawHost host) {
        return switch (agent) {
            case "powerman" -> Map.of("ip", "localhost", "plug", hostId);
            case "redfish" -> Map.of("ip", host.bareHostname().orElse(hostId));
            case "ipmilan" -> Map.of();
            default -> Map.of("plug", hostId);
        };
    }
}
