package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Scripts hang, fail and babble.
class ScriptTroubleStory {
    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private int mark;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(ClusterPlan.pair("mds", 3), ManagerOptions.testMode());
        mark = cluster.records().mark();
    }

    /// C1: a monitor sleeps for ever.
    @Test
    void aHungMonitorDelaysNobodyElse() {
        cluster.faults().script("mds00", "mds_a0", "monitor", "deaf", "hang");
        cluster.await(
                "it hangs",
                () ->
                        cluster.records().scripts(mark, "monitor").stream()
                                .anyMatch(call -> cluster.records().isOf(call, "mds_a0")));
        cluster.truth().remove("mds_a1", "mds00");
        cluster.await("its neighbour is healed", () -> cluster.truth().runs("mds_a1", "mds00"));
        assertThat(cluster.records().starts(mark, "mds_a0")).isEmpty();
        cluster.faults().clear();
        cluster.awaitAtHome();
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
    }

    /// B4: a monitor exits 1 once.
    @Test
    void aMonitorThatFailsOnceIsAskedAgainAndNothingElseHappens() {
        cluster.faults()
                .script("mds00", "mds_pool0", "monitor", "times 1", "reason once", "exit 1");
        cluster.await("it has failed", () -> cluster.faults().planted().isEmpty());
        int after = cluster.records().mark();
        cluster.await(
                "it was asked again, twice",
                () ->
                        cluster.records().scripts(after, "monitor").stream()
                                        .filter(call -> cluster.records().isOf(call, "mds_pool0"))
                                        .count()
                                >= 2);
        assertThat(cluster.records().changes(mark)).isEmpty();
        cluster.awaitAtHome();
    }

    /// B4: a monitor exits 1 again and again.
    @Test
    void aMonitorThatKeepsFailingStopsAndStartsItsResource() {
        cluster.faults().script("mds00", "mds_a0", "monitor", "times 2", "exit 1");
        cluster.await("it is started", () -> !cluster.records().starts(mark, "mds_a0").isEmpty());
        cluster.awaitAtHome();
        assertThat(cluster.records().changes(mark))
                .startsWith(new ScriptCall("lustre._mnt_mds_a0", "stop", "mds00"));
    }

    /// C2, C3: much output, and a daemon that holds it open.
    @Test
    void aScriptThatBabblesAndLeavesADaemonBehindIsAScriptThatEnded() {
        cluster.faults().script("mds00", "mds_a0", "start", "noise 20000", "daemon 600");
        cluster.truth().remove("mds_a0", "mds00");
        cluster.await(
                "the start has ended",
                () ->
                        cluster.records().runs().stream()
                                .anyMatch(run ->
                                        run.operation().equals("start")
                                                && run.stateFile().equals("lustre._mnt_mds_a0")));
        cluster.awaitAtHome();
    }
}
