package io.halo.clusters.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.clusters.Scrape;
import io.halo.support.machine.Needed;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;

/// The shipped image: servers are containers, power switches are the container engine. Needs an
/// engine; in CI it must run.
class ContainerStory {
    private static String image = "";

    private ContainerCluster cluster;

    @BeforeAll
    static void buildImage() {
        Needed.nothingLacks(ContainerImage.unavailable());
        image = ContainerImage.build();
    }

    @AfterEach
    void nothingRanTwice() {
        if (cluster != null) {
            try {
                assertThat(cluster.twice()).as("resources that ran twice").isEmpty();
            } finally {
                cluster.close();
            }
        }
    }

    /// The first start of a pair, and everything that reads from it.
    @Test
    void aColdStartEndsWithEverythingAtHome() throws IOException {
        cluster = ContainerCluster.atHome(image);
        assertThat(cluster.status().word("ost1")).isEqualTo("Running");
        ExecResult console = cluster.onManager("/opt/halo/bin/halo", "status", "--exit-code");
        assertThat(console.getStdout()).startsWith("OK: 4 resources running");
        assertThat(console.getExitCode()).as(console.toString()).isZero();
        Scrape scrape = cluster.scrape();
        assertThat(scrape.value("halo_manager_active")).isEqualTo(1);
        for (String host : ContainerPlan.HOSTS) {
            assertThat(scrape.value("halo_host_connected{host=\"" + host + "\"}")).isEqualTo(1);
            assertThat(scrape.value("halo_host_protected{host=\"" + host + "\"}")).isEqualTo(1);
            assertThat(scrape.value("halo_fence_device_ok{host=\"" + host + "\"}")).isEqualTo(1);
        }
        assertThat(scrape.value(group("pool0", "Running"))).isEqualTo(1);
        assertThat(scrape.value("halo_group_wanted{group=\"pool0\"}")).isEqualTo(1);
        assertThat(scrape.names()).contains("halo_operation_seconds_count", "halo_events_total");
    }

    /// B1: a server loses its power. A closed connection is a death.
    @Test
    void aKilledServerIsFencedAndItsGroupStartsOnThePartner() throws IOException {
        cluster = ContainerCluster.atHome(image, "--fence-on-connection-close");
        cluster.kill("mds00");
        cluster.awaitGroupOn("pool0", "mds01");
        cluster.awaitStatus(
                "the status tells what happened",
                status ->
                        status.fenced("mds00")
                                && status.word("ost0").equals("Running (Failed Over)")
                                && status.verdict().equals("DEGRADED"));
        assertThat(cluster.fences("off", "mds00")).isEqualTo(1);
        assertThat(cluster.fences("off", "mds01")).isZero();
        Scrape scrape = cluster.scrape();
        assertThat(scrape.value("halo_host_connected{host=\"mds00\"}")).isZero();
        assertThat(scrape.value("halo_events_total{kind=\"fence\"}")).isEqualTo(1);
    }

    /// B1: the network of a server goes away. It is powered off while its services run, and the
    /// whole way back is gone.
    @Test
    void aSilentServerIsPoweredOffAndComesHomeAgain() throws IOException {
        cluster = ContainerCluster.atHome(image);
        cluster.cut("mds00");
        cluster.awaitGroupOn("pool0", "mds01");
        assertThat(cluster.isOn("mds00")).as("mds00 has power").isFalse();
        assertThat(cluster.fences("off", "mds00")).isEqualTo(1);
        Scrape lost = cluster.scrape();
        assertThat(lost.value("halo_host_fenced{host=\"mds00\"}")).isEqualTo(1);
        assertThat(lost.value(group("pool0", "Running (Failed Over)"))).isEqualTo(1);
        assertThat(lost.value("halo_host_protected{host=\"mds01\"}")).isZero();
        assertThat(lost.value("halo_failover_seconds_count")).isEqualTo(1);

        cluster.mend("mds00");
        cluster.powerOn("mds00");
        cluster.awaitStatus("mds00 answers again", status -> status.connected("mds00"));
        assertThat(cluster.scrape().value("halo_host_fenced{host=\"mds00\"}"))
                .as("fenced until somebody has looked")
                .isEqualTo(1);
        assertThat(cluster.runs("pool0", "mds01")).isTrue();

        command("/hosts/mds00/reset");
        cluster.awaitStatus("mds00 is reset", status -> !status.fenced("mds00"));
        command("/hosts/mds00/failback");
        cluster.awaitGroupOn("pool0", "mds00");
        cluster.awaitStatus("all is well", status -> status.verdict().equals("OK"));
        Scrape home = cluster.scrape();
        assertThat(home.value("halo_host_fenced{host=\"mds00\"}")).isZero();
        assertThat(home.value(group("pool0", "Running"))).isEqualTo(1);
        assertThat(home.value("halo_events_total{kind=\"failback\"}")).isEqualTo(1);
        assertThat(cluster.fences("off", "mds00")).isEqualTo(1);
    }

    private void command(String path) {
        ContainerCluster.Answer answer = cluster.post(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String group(String group, String status) {
        return "halo_group_status{group=\"" + group + "\",status=\"" + status + "\"}";
    }
}
