package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Things die in a healthy pair, in test mode: a closed connection is a death.
class FailoverStory {
    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private int mark;
    private int fencesBefore;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(ClusterPlan.pair("mds", 4), ManagerOptions.testMode());
        mark = cluster.records().mark();
        fencesBefore = offs().size();
    }

    /// B1: a server dies.
    @Test
    void aDeadHostIsFencedOnceAndItsGroupStartsOnThePartner() {
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitStatus(
                "the status tells what happened",
                status ->
                        status.fenced("mds00")
                                && !status.connected("mds00")
                                && status.word("mds_a2").equals("Running (Failed Over)")
                                && status.word("mds_pool1").equals("Running")
                                && status.verdict().equals("DEGRADED")
                                && !status.events("fence", "mds00").isEmpty());
        assertThat(offs().subList(fencesBefore, offs().size()))
                .extracting(FenceCall::target)
                .containsExactly("mds00");
        assertThat(cluster.truth().hostsOf("mds_pool0")).containsExactly("mds01");
        assertThat(cluster.records().changes(mark))
                .extracting(ScriptCall::operation, ScriptCall::host)
                .as("only starts, only on mds01")
                .containsOnly(tuple("start", "mds01"))
                .hasSize(4);
    }

    /// B12: a resource dies once.
    @Test
    void aDeadMemberIsStartedAgainInPlaceAndNothingElseIsTouched() {
        cluster.truth().remove("mds_a1", "mds00");
        cluster.await("it runs again", () -> cluster.truth().runs("mds_a1", "mds00"));
        cluster.awaitGroupOn("mds_pool0", "mds00");
        assertThat(cluster.records().changes(mark))
                .containsExactly(new ScriptCall("lustre._mnt_mds_a1", "start", "mds00"));
    }

    /// B12: the root of a tree dies.
    @Test
    void aGroupThatLostItsRootIsStoppedThenStarted() {
        cluster.truth().remove("mds_pool0", "mds00");
        cluster.await(
                "the root was started again",
                () -> !cluster.records().starts(mark, "mds_pool0").isEmpty());
        cluster.awaitAtHome();
        List<ScriptCall> changes = cluster.records().changes(mark);
        int start = changes.indexOf(new ScriptCall("zfs.mds_pool0", "start", "mds00"));
        assertThat(changes.subList(0, start))
                .as("what hangs on the pool is stopped before the pool is imported")
                .contains(
                        new ScriptCall("lustre._mnt_mds_a0", "stop", "mds00"),
                        new ScriptCall("lustre._mnt_mds_a1", "stop", "mds00"),
                        new ScriptCall("lustre._mnt_mds_a2", "stop", "mds00"));
        assertThat(offs()).hasSize(fencesBefore);
    }

    /// A4: the last usable host falls silent too.
    @Test
    void theSurvivorOfAPairIsNotFenced() {
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.manager().status().isProtected("mds01")).isFalse();
        cluster.agents().kill("mds01");
        cluster.awaitStatus(
                "it says that nobody is left",
                status -> !status.connected("mds01") && status.verdict().equals("CRITICAL"));
        assertThat(offs().subList(fencesBefore, offs().size()))
                .extracting(FenceCall::target)
                .containsExactly("mds00");
        assertThat(cluster.truth().groupRuns("mds_pool0", "mds01")).isTrue();
    }

    private List<FenceCall> offs() {
        return cluster.records().fences().stream()
                .filter(call -> call.action().equals("off"))
                .toList();
    }
}
