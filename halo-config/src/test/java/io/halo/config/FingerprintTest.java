package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.DeviceId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A device that has proven itself stays known as long as it is the same device, and no longer.
class FingerprintTest {
    private static final String HOST =
            "hostname: a, name: n, fence_agent: ipmilan, fence_parameters: { ip: i, password: p, privlvl: operator }";

    @TempDir private Path directory = Path.of("unset");

    private DeviceId fingerprint(String host) {
        var cluster =
                Load.good(
                                directory,
                                "hosts: [ { " + host + " } ]\nresources: []\nresource_groups: []\n")
                        .cluster();
        return cluster.hosts().firstEntry().getValue().fenceLevels().getFirst();
    }

    @Test
    void isReadableAndStable() {
        assertThat(fingerprint(HOST)).hasToString("ipmilan-b1e0cf8860897ac3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostname: a, name: n, fence_agent: fence_ipmilan, fence_parameters: { privlvl: operator, password: p, ip: i }",
                "hostname: a, name: n, fence_agent: ipmilan, fence_parameters: { ip: i, password: other, privlvl: operator }",
                "hostname: b, name: n, fence_agent: ipmilan, fence_parameters: { ip: i, password: {env: P}, privlvl: operator }",
                HOST + ", fence_levels: [[{ fence_agent: powerman }]]"
            })
    void isTheSame(String host) {
        assertThat(fingerprint(host)).isEqualTo(fingerprint(HOST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostname: a, name: m, fence_agent: ipmilan, fence_parameters: { ip: i, password: p, privlvl: operator }",
                "hostname: a, name: n, fence_agent: ipmilan, fence_parameters: { ip: j, password: p, privlvl: operator }",
                "hostname: a, name: n, fence_agent: ipmilan, fence_parameters: { ip: i, password: p }",
                "hostname: a, name: n, fence_agent: /x/fence_ipmilan, fence_parameters: { ip: i, password: p, privlvl: operator }",
                HOST + ", fence_also: [{ fence_agent: powerman }]"
            })
    void isAnother(String host) {
        assertThat(fingerprint(host)).isNotEqualTo(fingerprint(HOST));
    }
}
