package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One host of a pair runs everything, and it is that one which dies.
class AllOnOneHostStory {
    private static final ClusterPlan PAIR = ClusterPlan.pair("mds", 4);

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    /// B1, A8: one power-off for all its groups, the one at home there and the one failed over.
    @Test
    void bothGroupsOfTheDyingHostStartOnTheOther() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.truth().putGroup("mds_pool0", "mds01");
        cluster.truth().putGroup("mds_pool1", "mds01");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitGroupOn("mds_pool1", "mds01");
        cluster.awaitStatus("mds01 is protected", status -> status.isProtected("mds01"));
        int mark = cluster.records().mark();

        cluster.agents().kill("mds01");

        cluster.awaitGroupOn("mds_pool0", "mds00");
        cluster.awaitGroupOn("mds_pool1", "mds00");
        cluster.awaitStatus(
                "the status tells what happened",
                status ->
                        status.fenced("mds01")
                                && status.word("mds_pool0").equals("Running")
                                && status.word("mds_pool1").equals("Running (Failed Over)"));
        assertThat(cluster.records().fences())
                .filteredOn(call -> call.action().equals("off"))
                .extracting(FenceCall::target)
                .containsExactly("mds01");
        assertThat(cluster.records().changes(mark))
                .extracting(ScriptCall::operation, ScriptCall::host)
                .as("each resource is started once, on mds00")
                .containsOnly(tuple("start", "mds00"))
                .hasSize(8);
    }
}
