package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.ScriptRun;
import io.halo.support.cluster.TestCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A group fails again and again: pauses between the tries, then its partner, then `Error`.
class FailurePolicyStory {
    private static final String POLICY =
            "policy: { start_attempts: 2, backoff_first: 1s, backoff_max: 1s }";
    private static final ClusterPlan PAIR =
            ClusterPlan.pair("mds", 2).changingGroup("mds_pool0", group -> group.with(POLICY));

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    /// B5: at home.
    @Test
    void aStartThatFailsTwiceAtHomeIsMadeOnThePartner() {
        TestCluster cluster = neverStartingOn("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(startsOfRoot(cluster, 0)).containsExactly("mds00", "mds00", "mds01");
        assertThat(cluster.manager().status().failures("mds_pool0")).isEqualTo("2");
        List<ScriptRun> failed =
                cluster.records().runs().stream().filter(run -> run.exit() == 1).toList();
        assertThat(Duration.between(failed.getFirst().begin(), failed.getLast().begin()))
                .as("a pause before the second try")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
    }

    /// B5: everywhere.
    @Test
    void aStartThatFailsEverywhereIsAnErrorUntilCleanup() {
        TestCluster cluster = neverStartingOn("mds00", "mds01");
        cluster.awaitStatus(
                "it is given up, and it says why",
                status ->
                        status.word("mds_pool0").equals("Error")
                                && status.phase("mds_pool0").equals("error")
                                && status.reason("mds_pool0").contains("no disks")
                                && status.failures("mds_pool0").equals("4")
                                && status.verdict().equals("CRITICAL"));
        assertThat(startsOfRoot(cluster, 0)).containsExactly("mds00", "mds00", "mds01", "mds01");
        cluster.faults().clear();
        cluster.manager().kill();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitStatus(
                "it stays so when the manager is another",
                status ->
                        status.word("mds_pool0").equals("Error")
                                && status.seenOn("mds_pool0", "mds00").equals("Stopped")
                                && status.seenOn("mds_pool0", "mds01").equals("Stopped"));
        assertThat(startsOfRoot(cluster, 0)).as("given up is given up").hasSize(4);
        cleanup(cluster);
        cluster.awaitAtHome();
        assertThat(cluster.manager().status().failures("mds_pool0")).isEqualTo("0");
    }

    /// B12: it starts well and stops again, for ever.
    @Test
    void aPoolThatIsLostAgainAndAgainMovesItsGroupThenIsAnError() {
        TestCluster cluster = CLUSTERS.atHome(PAIR, ManagerOptions.testMode());
        int mark = cluster.records().mark();
        loseRoot(cluster, "mds00");
        cluster.awaitStatus("it is counted", status -> status.failures("mds_pool0").equals("1"));
        loseRoot(cluster, "mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.manager().status().failures("mds_pool0")).isEqualTo("2");
        loseRoot(cluster, "mds01");
        loseRoot(cluster, "mds01");
        cluster.awaitStatus(
                "it is given up",
                status ->
                        status.phase("mds_pool0").equals("error")
                                && status.failures("mds_pool0").equals("4")
                                && status.verdict().equals("CRITICAL"));
        assertThat(startsOfRoot(cluster, mark)).containsExactly("mds00", "mds01", "mds01");
        cleanup(cluster);
        cluster.awaitStatus(
                "it runs",
                status ->
                        status.word("mds_a0").startsWith("Running")
                                && status.failures("mds_pool0").equals("0"));
    }

    /// B12, B5: the same of a member: the policy is for it too.
    @Test
    void aTargetThatStopsAgainAndAgainMovesItsGroup() {
        TestCluster cluster = CLUSTERS.atHome(PAIR, ManagerOptions.testMode());
        for (String failures : List.of("1", "2")) {
            cluster.awaitStatus(
                    "mds_a0 is seen running",
                    status ->
                            cluster.truth().runs("mds_a0", "mds00")
                                    && status.seenOn("mds_a0", "mds00").equals("Running"));
            cluster.truth().remove("mds_a0", "mds00");
            cluster.awaitStatus(
                    "it is counted", status -> status.failures("mds_a0").equals(failures));
        }
        cluster.awaitGroupOn("mds_pool0", "mds01");
    }

    /// B5: the same of a member whose start fails.
    @Test
    void aTargetThatDoesNotStartAtHomeIsTriedOnThePartner() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.faults().script("mds00", "mds_a0", "start", "reason no target", "exit 1");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitGroupOn("mds_pool0", "mds01");
    }

    /// B6, policy `fence`: a stop that fails on a host that lives.
    @Test
    void aStopThatFailsPowersTheServerOffIfTheGroupWantsThat() {
        TestCluster cluster =
                CLUSTERS.atHome(
                        ClusterPlan.pair("mds", 2)
                                .changingGroup(
                                        "mds_pool0",
                                        group -> group.with("policy: { on_stop_failure: fence }")),
                        ManagerOptions.normalMode());
        cluster.faults().script("mds00", "mds_pool0", "stop", "reason busy", "exit 1");
        int mark = cluster.records().mark();
        cluster.manager().send("POST", "/hosts/mds00/deactivate", "{}");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.records().fences("off", "mds00")).hasSize(1);
        assertThat(cluster.records().fences("off", "mds01")).isEmpty();
        assertThat(startsOfRoot(cluster, mark)).containsExactly("mds01");
    }

    private static TestCluster neverStartingOn(String... hosts) {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        for (String host : hosts) {
            cluster.faults().script(host, "mds_pool0", "start", "reason no disks", "exit 1");
        }
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode());
        return cluster;
    }

    /// As soon as the manager has seen it running.
    private static void loseRoot(TestCluster cluster, String host) {
        cluster.awaitStatus(
                "mds_pool0 is seen running on " + host,
                status ->
                        cluster.truth().groupRuns("mds_pool0", host)
                                && status.seenOn("mds_pool0", host).equals("Running")
                                && status.seenOn("mds_a0", host).equals("Running"));
        cluster.truth().remove("mds_pool0", host);
    }

    private static List<String> startsOfRoot(TestCluster cluster, int mark) {
        return cluster.records().starts(mark, "mds_pool0").stream().map(ScriptCall::host).toList();
    }

    private static void cleanup(TestCluster cluster) {
        CommandResult result = cluster.manager().halo("cleanup", "mds_pool0");
        assertThat(result.exit()).as(result.words()).isZero();
    }
}
