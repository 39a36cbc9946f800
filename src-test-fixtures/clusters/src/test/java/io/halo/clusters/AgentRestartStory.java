package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// As in production: an agent that refuses connections is a broken agent on a living server.
class AgentRestartStory {
    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private int mark;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(ClusterPlan.pair("mds", 3), ManagerOptions.normalMode());
        mark = cluster.records().mark();
    }

    /// B3: an agent that is restarted.
    @Test
    void anAgentThatIsRestartedDisturbsNothing() {
        cluster.agents().terminate("mds00");
        cluster.agents().start("mds00");
        cluster.awaitAtHome();
        nothingChanged();
        cluster.truth().remove("mds_a1", "mds00");
        cluster.awaitAtHome();
        assertThat(cluster.records().changes(mark))
                .containsExactly(new ScriptCall("lustre._mnt_mds_a1", "start", "mds00"));
    }

    /// B14: an agent that stays away while its server lives.
    @Test
    void anAgentThatStaysAwayIsAnAlarmAndNoReasonToFence() {
        cluster.agents().kill("mds00");
        cluster.awaitStatus(
                "the alarm is there",
                status -> !status.connected("mds00") && !status.verdict().equals("OK"));
        cluster.truth().remove("mds_b0", "mds01");
        cluster.await("the other host is cared for", () -> cluster.truth().runs("mds_b0", "mds01"));
        assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
        cluster.agents().start("mds00");
        cluster.awaitAtHome();
        assertThat(cluster.records().changes(mark))
                .containsExactly(new ScriptCall("lustre._mnt_mds_b0", "start", "mds01"));
    }

    /// A16: the agent dies inside a start and comes back before the script ends.
    @Test
    void anAgentKilledInTheMiddleOfAStartIsAskedAgainWhenTheStartHasEnded() {
        cluster.faults().script("mds00", "mds_a1", "start", "hang");
        cluster.truth().remove("mds_a1", "mds00");
        cluster.await("the start runs", () -> !cluster.records().starts(mark, "mds_a1").isEmpty());
        cluster.agents().kill("mds00");
        cluster.agents().start("mds00");
        cluster.awaitStatus("the agent is back", status -> status.connected("mds00"));
        cluster.faults().clear();
        cluster.awaitAtHome();
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
        assertThat(cluster.records().starts(mark, "mds_a1"))
                .extracting(ScriptCall::host)
                .containsOnly("mds00");
    }

    /// B13: there is no partner. Once while a refusal is a sign of life, once while it is death.
    @Test
    void theAgentOfALoneHostIsRestartedAndItsServerStaysOn() {
        for (ManagerOptions options :
                List.of(ManagerOptions.normalMode(), ManagerOptions.testMode())) {
            cluster = CLUSTERS.atHome(ClusterPlan.lone("nfs", 3), options);
            mark = cluster.records().mark();
            cluster.agents().kill("nfs00");
            cluster.awaitStatus("it is missed", status -> !status.connected("nfs00"));
            cluster.agents().start("nfs00");
            cluster.awaitAtHome();
            cluster.awaitStatus("all is well", status -> status.connected("nfs00"));
            assertThat(cluster.records().changes(mark)).isEmpty();
            assertThat(cluster.records().fences("off", "nfs00")).isEmpty();
            cluster.truth().remove("nfs_a0", "nfs00");
            cluster.await("it is cared for", () -> cluster.truth().runs("nfs_a0", "nfs00"));
        }
    }

    private void nothingChanged() {
        assertThat(cluster.records().changes(mark)).isEmpty();
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
    }
}
