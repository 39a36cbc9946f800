package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A host whose group has nowhere else to go, with `power_cycle_when_silent`.
class LoneHostStory {
    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    @Test
    void aSilentLoneHostIsPoweredOffAndOnOnceAndServesAgain() throws IOException {
        TestCluster cluster =
                CLUSTERS.atHome(
                        ClusterPlan.pair("mds", 2)
                                .andLone("nfs", 3)
                                .with("nfs00", "power_cycle_when_silent: true"),
                        ManagerOptions.testMode());
        cluster.agents().connectPowerSwitches();
        int mark = cluster.records().mark();
        cluster.agents().kill("nfs00");
        cluster.awaitStatus(
                "it was powered off and on, and nobody has said that it is well",
                status -> status.connected("nfs00") && status.fenced("nfs00"));
        cluster.awaitAtHome();
        assertThat(cluster.records().fences("off", "nfs00")).hasSize(1);
        // It is repeated while the switch says off, as this one does until the agent has come up.
        assertThat(cluster.records().fences("on", "nfs00")).isNotEmpty();
        assertThat(cluster.records().starts(mark, "nfs_pool0")).hasSize(1);

        killAgainWhatThePowerSwitchStarted(cluster);
        cluster.awaitStatus(
                "a second time it is left to a person",
                status ->
                        !status.connected("nfs00")
                                && status.phase("nfs_pool0").equals("awaitpower")
                                && status.reason("nfs_pool0").contains("not reset since")
                                && status.verdict().equals("CRITICAL"));
        assertThat(cluster.records().fences().stream().map(FenceCall::action))
                .doesNotContain("reboot")
                .filteredOn("off"::equals)
                .hasSize(1);
    }

    private static void killAgainWhatThePowerSwitchStarted(TestCluster cluster) throws IOException {
        String pid = Files.readString(cluster.directory().resolve("nfs00.pid")).strip();
        assertThat(ProcessHandle.of(Long.parseLong(pid)))
                .get()
                .matches(ProcessHandle::destroyForcibly);
    }
}
