package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FailurePolicy;
import io.halo.core.model.Fencing;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Timeouts;
import io.halo.fence.FenceDevice;
import io.halo.fence.FenceValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that were written for the Rust program load as they are.
class SeedFormatTest {
    static final String SEED =
            """
            hosts:
            - hostname: mds00
              name: mds00
              fence_agent: powerman
              fence_parameters:
            - hostname: 10.0.0.2:8005
              fence_agent: redfish
              fence_parameters: { username: admin, password: s3cret }
            resources:
            - name: mds00e0
              kind: heartbeat/ZFS
              parameters: { pool: mds00e0 }
              dependents: [ mgt, mdt0 ]
            - name: mgt
              kind: lustre/Lustre
              parameters: { target: mds00e0/mgt, mountpoint: /mnt/mgt, retries: 010, wait: true }
              dependents: []
            - name: mdt0
              kind: lustre/Lustre
              parameters: { target: mds00e0/mdt0, mountpoint: /mnt/mdt0 }
              dependents: [ mgt ]
            resource_groups:
            - root: mds00e0
              home_host: mds00
              failover_hosts: [ 10.0.0.2:8005 ]
            """;

    private static final HostId FIRST = new HostId("mds00");
    private static final HostId SECOND = new HostId("10.0.0.2");

    @TempDir private Path directory = Path.of("unset");

    private LoadedConfig config() {
        return Load.good(directory, SEED);
    }

    @Test
    void theDefaultsHold() {
        ClusterSpec cluster = config().cluster();
        assertThat(cluster.name()).isEqualTo("halo");
        assertThat(cluster.deadAfter()).isEqualTo(ClusterSpec.DEFAULT_DEAD_AFTER);
        assertThat(cluster.monitorInterval()).isEqualTo(ClusterSpec.DEFAULT_MONITOR_INTERVAL);
        assertThat(cluster.fencing()).isEqualTo(Fencing.DEFAULT);
        assertThat(cluster.group(new GroupId("mds00e0")).policy()).isEqualTo(FailurePolicy.DEFAULT);
        var pool = cluster.resource(new ResourceId("mds00e0"));
        assertThat(pool.timeouts()).isEqualTo(Timeouts.DEFAULT);
        assertThat(pool.monitorInterval()).isEmpty();
        assertThat(pool.shared()).isFalse();
    }

    @Test
    void hostsHaveTheirNamesAndAddresses() {
        assertThat(config().cluster().hosts().keySet()).containsExactly(FIRST, SECOND);
        assertThat(config().cluster().host(FIRST).address()).isEqualTo("mds00:8000");
        assertThat(config().endpoints().of(FIRST)).contains(new Endpoint("mds00", 8000, null));
        assertThat(config().endpoints().of(SECOND)).contains(new Endpoint("10.0.0.2", 8005, null));
        assertThat(config().endpoints().of(new HostId("other"))).isEqualTo(Optional.empty());
    }

    @Test
    void groupsHaveTheirMembersInStartOrder() {
        var group = config().cluster().group(new GroupId("mds00e0"));
        assertThat(group.candidates()).containsExactly(FIRST, SECOND);
        assertThat(group.members())
                .containsExactly(
                        new ResourceId("mds00e0"), new ResourceId("mdt0"), new ResourceId("mgt"));
    }

    @Test
    void numbersAndBooleansStayAsTheyAreWritten() {
        assertThat(config().cluster().resource(new ResourceId("mgt")).parameters())
                .containsEntry("retries", "010")
                .containsEntry("wait", "true");
    }

    @Test
    void fenceDevicesAreBesideTheirFingerprints() {
        assertThat(config().cluster().host(SECOND).fenceLevels()).hasSize(1);
        List<FenceDevice> level = config().fences().level(SECOND, 0);
        assertThat(level)
                .singleElement()
                .satisfies(device -> {
                    assertThat(device.program()).isEqualTo("fence_redfish");
                    assertThat(device.host()).isEqualTo("10.0.0.2");
                    assertThat(device.address()).isEqualTo("10.0.0.2");
                    assertThat(device.parameters())
                            .containsEntry("password", new FenceValue.Literal("s3cret"));
                });
        assertThat(config().fences().level(SECOND, 1)).isEmpty();
        assertThat(config().fences().of(new HostId("other"))).isEmpty();
    }

    @Test
    void secretsAreNeverPrinted() {
        assertThat(config().toString()).contains("mds00").doesNotContain("s3cret");
    }
}
