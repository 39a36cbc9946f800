package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.FailurePolicy;
import io.halo.core.model.FailurePolicy.Failback;
import io.halo.core.model.FailurePolicy.OnStartFailure;
import io.halo.core.model.FailurePolicy.OnStopFailure;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Timeouts;
import io.halo.fence.FenceDevice;
import io.halo.fence.FenceValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every optional key, with a value that is not its default.
class OptionalKeysTest {
    static final String ALL =
            """
            %YAML 1.2
            ---
            cluster:
              name: lustre one
              dead_after: 1500ms
              monitor_interval: 2s
              timeouts: { start: 10m, stop: 7m, monitor: 45s }
              fencing: { timeout: 30s, attempts: 5, retry_delay: 1s, check_interval: 1h, max_at_once: 3, max_per_hour: 9 }
            hosts:
            - hostname: "[fe80::1]:9000"
              name: oss 00/a
              fence_agent: ./fence_test
              fence_parameters: { test_directory: /tmp, target: oss00, password: {file: secret}, token: {env: TOKEN} }
              fence_also: [ { fence_agent: powerman, fence_parameters: { plug: oss00-b } } ]
              fence_levels:
              - [ { fence_agent: fence_ipmilan, fence_parameters: { ip: 10.9.0.1 } } ]
              - - fence_agent: /usr/sbin/fence_apc
                  fence_parameters: { ip: pdu0, plug: 1 }
                - fence_agent: /usr/sbin/fence_apc
                  fence_parameters: { ip: pdu1, plug: 1 }
              tls: true
            - { hostname: "::2", fence_agent: powerman, tls: false }
            - { hostname: lone, fence_agent: powerman, power_cycle_when_silent: true }
            resources:
            - { name: r, kind: heartbeat/Dummy, dependents: [s], timeouts: { stop: 1h }, monitor_interval: 30s }
            - { name: s, kind: heartbeat/Dummy, shared: true }
            - { name: l, kind: heartbeat/Dummy, dependents: [s] }
            resource_groups:
            - root: r
              home_host: oss 00/a
              failover_hosts: [ "::2" ]
              policy:
                start_attempts: 7
                window: 20m
                backoff_first: 2s
                backoff_max: 2m
                on_start_failure: stay
                on_stop_failure: fence
                failback: auto
            - { root: l, home_host: lone }
            """;

    private static final HostId FIRST = new HostId("oss 00/a");
    private static final HostId SECOND = new HostId("::2");

    @TempDir private Path directory = Path.of("unset");

    @Test
    void cluster() {
        var cluster = Load.good(directory, ALL).cluster();
        assertThat(cluster.name()).isEqualTo("lustre one");
        assertThat(cluster.deadAfter()).isEqualTo(Duration.ofMillis(1500));
        assertThat(cluster.monitorInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(cluster.fencing())
                .isEqualTo(
                        new Fencing(
                                Duration.ofSeconds(30),
                                5,
                                Duration.ofSeconds(1),
                                Duration.ofHours(1),
                                3,
                                9));
    }

    @Test
    void hosts() {
        LoadedConfig config = Load.good(directory, ALL);
        assertThat(config.cluster().hosts().keySet())
                .containsExactly(FIRST, SECOND, new HostId("lone"));
        assertThat(config.cluster().host(FIRST).address()).isEqualTo("[fe80::1]:9000");
        assertThat(config.cluster().host(new HostId("lone")).powerCycleWhenSilent()).isTrue();
        assertThat(config.endpoints().of(FIRST)).contains(new Endpoint("fe80::1", 9000, true));
        assertThat(config.endpoints().of(SECOND))
                .hasValueSatisfying(endpoint -> {
                    assertThat(endpoint).hasToString("[::2]:8000");
                    assertThat(endpoint.tls(true)).isFalse();
                });
        assertThat(config.endpoints().of(new HostId("lone")))
                .hasValueSatisfying(endpoint -> {
                    assertThat(endpoint.tls(true)).isTrue();
                    assertThat(endpoint.tls(false)).isFalse();
                });
    }

    @Test
    void fenceLevels() {
        LoadedConfig config = Load.good(directory, ALL);
        assertThat(config.cluster().host(FIRST).fenceLevels())
                .extracting(device -> device.value().replaceAll("-[0-9a-f]{16}$", "-#"))
                .containsExactly("test-#", "ipmilan-#", "apc-#");
        assertThat(config.fences().of(FIRST)).hasSize(3);
        assertThat(config.fences().level(FIRST, 0))
                .extracting(FenceDevice::program)
                .containsExactly(directory.resolve("fence_test").toString(), "fence_powerman");
        assertThat(config.fences().level(FIRST, 2)).hasSize(2);
        assertThat(config.fences().level(FIRST, 0).getFirst().parameters())
                .containsEntry("password", new FenceValue.FromFile(directory.resolve("secret")))
                .containsEntry("token", new FenceValue.FromEnvironment("TOKEN"))
                .containsEntry("target", new FenceValue.Literal("oss00"));
    }

    @Test
    void resources() {
        var cluster = Load.good(directory, ALL).cluster();
        var resource = cluster.resource(new ResourceId("r"));
        assertThat(resource.timeouts())
                .isEqualTo(
                        new Timeouts(
                                Duration.ofMinutes(10),
                                Duration.ofHours(1),
                                Duration.ofSeconds(45),
                                new TreeSet<>(List.of(Timeouts.Op.STOP))));
        assertThat(cluster.resource(new ResourceId("s")).timeouts().firm()).isEmpty();
        assertThat(resource.monitorInterval()).contains(Duration.ofSeconds(30));
        assertThat(cluster.resource(new ResourceId("s")).shared()).isTrue();
    }

    @Test
    void groups() {
        var cluster = Load.good(directory, ALL).cluster();
        assertThat(cluster.group(new GroupId("r")).policy())
                .isEqualTo(
                        new FailurePolicy(
                                7,
                                Duration.ofMinutes(20),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(2),
                                OnStartFailure.STAY,
                                OnStopFailure.FENCE,
                                Failback.AUTO));
        assertThat(cluster.group(new GroupId("l")).lone()).isTrue();
        assertThat(cluster.group(new GroupId("l")).members()).contains(new ResourceId("s"));
    }

    @Test
    void nothingIsSaidAboutProgramsAndSecretsThatAreThere() throws IOException {
        Path program = Files.writeString(directory.resolve("fence_test"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(directory.resolve("secret"), "s3cret\n");
        assertThat(Load.problems(Load.file(directory, ALL.replace("/usr/sbin/fence_apc", "apc"))))
                .containsExactly(
                        "halo.conf:40:11: warning: resource group: 'l' has no failover hosts: it never moves");
    }
}
