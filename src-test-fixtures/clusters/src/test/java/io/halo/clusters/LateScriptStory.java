package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Nobody knows how a start ended: it hung, or its answer never came. As in production, where only
/// silence is a death.
class LateScriptStory {
    private static final ClusterPlan PAIR =
            ClusterPlan.pair("mds", 2).set("timeouts", "{ start: 2s, stop: 20s, monitor: 5s }");
    private static final String LONG_PAUSE = "policy: { backoff_first: 1m, backoff_max: 1m }";

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    /// A10: what the start began comes to its end after all, while the next try is waited for.
    @Test
    void aStartThatSucceedsLongAfterItsTimeoutIsSeenAndThereIsNoSecond() {
        TestCluster cluster =
                CLUSTERS.fresh(PAIR.changingGroup("mds_pool0", group -> group.with(LONG_PAUSE)));
        cluster.faults().script("mds00", "mds_pool0", "start", "hang");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.normalMode());
        cluster.awaitStatus(
                "it has timed out, and the next try is far away",
                status ->
                        status.phase("mds_pool0").equals("starting")
                                && status.reason("mds_pool0").contains("pause")
                                && status.reason("mds_pool0").contains("timed out")
                                && status.failures("mds_pool0").equals("1"));
        cluster.faults().clear();
        cluster.truth().put("mds_pool0", "mds00");
        cluster.awaitStatus(
                "it is seen", status -> status.seenOn("mds_pool0", "mds00").equals("Running"));
        cluster.truth().put("mds_a0", "mds00");
        cluster.awaitAtHome();
        startedOnceAtHome(cluster);
        assertThat(cluster.records().starts(0, "mds_a0")).isEmpty();
    }

    /// A9: the agent is stopped in the middle of a start, and goes on.
    @Test
    void aStartWhoseAnswerIsLateIsWaitedFor() {
        TestCluster cluster = CLUSTERS.fresh(PAIR.set("dead_after", "10m"));
        cluster.faults().script("mds00", "mds_pool0", "start", "hang");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.normalMode());
        cluster.await("the start runs", () -> !cluster.records().starts(0, "mds_pool0").isEmpty());
        cluster.agents().pause("mds00");
        cluster.faults().clear();
        cluster.await("it has ended", () -> cluster.truth().runs("mds_pool0", "mds00"));
        cluster.awaitStatus(
                "the answer is missed, and that is all that is known",
                status ->
                        status.events("failure", "mds_pool0").stream()
                                        .anyMatch(it -> it.at("comment").text().contains("unknown"))
                                && !status.word("mds_pool0").startsWith("Running"));
        cluster.awaitGroupOn("mds_pool1", "mds01");
        cluster.agents().resume("mds00");
        cluster.awaitAtHome();
        startedOnceAtHome(cluster);
    }

    /// A9: the agent dies in the middle of a start, and what it started ends.
    @Test
    void aStartWhoseAnswerIsLostIsLookedForWhereItWasMade() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.faults().script("mds00", "mds_pool0", "start", "hang");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.normalMode());
        cluster.await("the start runs", () -> !cluster.records().starts(0, "mds_pool0").isEmpty());
        cluster.agents().kill("mds00");
        cluster.faults().clear();
        cluster.await("it has ended", () -> cluster.truth().runs("mds_pool0", "mds00"));
        cluster.awaitStatus(
                "nobody knows",
                status ->
                        !status.connected("mds00")
                                && status.phase("mds_pool0").equals("awaithost")
                                && status.reason("mds_pool0").contains("mds00"));
        cluster.awaitGroupOn("mds_pool1", "mds01");
        cluster.agents().start("mds00");
        cluster.awaitAtHome();
        startedOnceAtHome(cluster);
    }

    private static void startedOnceAtHome(TestCluster cluster) {
        assertThat(cluster.records().starts(0, "mds_pool0"))
                .extracting(ScriptCall::host)
                .containsExactly("mds00");
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
    }
}
