package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.ScriptRun;
import io.halo.support.cluster.TestCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a manager does that knows nothing yet.
class StartStory {
    private static final ClusterPlan PAIR = ClusterPlan.pair("mds", 4);

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    /// A1: nothing is started that has not been looked for everywhere.
    @Test
    void coldStartLooksEverywhereThenStartsEachResourceOnceParentsFirst() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.bringUp(ManagerOptions.testMode());
        List<ScriptCall> calls = cluster.records().scripts();
        for (String pool : List.of("mds_pool0", "mds_pool1")) {
            int firstStart = firstIndex(cluster, calls, pool, "start");
            assertThat(calls.subList(0, firstStart))
                    .filteredOn(call -> cluster.records().isOf(call, pool))
                    .extracting(ScriptCall::operation, ScriptCall::host)
                    .as("every candidate was asked before the first start")
                    .contains(tuple("monitor", "mds00"), tuple("monitor", "mds01"));
            cluster.plan().tree(pool).stream()
                    .skip(1)
                    .forEach(target ->
                            assertThat(firstIndex(cluster, calls, target.id(), "start"))
                                    .as("%s is started after %s", target.id(), pool)
                                    .isGreaterThan(firstStart));
        }
        assertThat(cluster.records().changes(0))
                .hasSize(8)
                .noneMatch(call -> call.operation().equals("stop"));
        assertThat(cluster.manager().status().verdict()).isEqualTo("OK");
    }

    /// C1: a slow start delays no sibling.
    @Test
    void siblingsAreStartedInParallel() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        for (String target : List.of("mds_a0", "mds_a1", "mds_a2")) {
            cluster.faults().script("mds00", target, "start", "hang");
        }
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.await(
                "all three starts run at the same time",
                () ->
                        cluster.records().scripts(0, "start").stream()
                                        .filter(call ->
                                                call.stateFile().startsWith("lustre._mnt_mds_a"))
                                        .count()
                                == 3);
        cluster.faults().clear();
        cluster.awaitAtHome();
    }

    /// A8: what runs at home stays untouched.
    @Test
    void groupsFoundAtHomeAreTakenOverUntouched() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.truth().putGroup("mds_pool0", "mds00");
        cluster.truth().putGroup("mds_pool1", "mds01");
        cluster.bringUp(ManagerOptions.testMode());
        assertThat(cluster.records().changes(0)).isEmpty();
    }

    /// A12: what runs elsewhere stays there.
    @Test
    void groupsFoundFailedOverStayWhereTheyAre() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.truth().putGroup("mds_pool0", "mds01");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitGroupOn("mds_pool1", "mds01");
        assertThat(cluster.manager().status().word("mds_pool0")).isEqualTo("Running (Failed Over)");
        assertThat(cluster.manager().status().word("mds_pool1")).isEqualTo("Running");
        assertThat(cluster.manager().status().verdict()).isEqualTo("DEGRADED");
        assertThat(cluster.records().starts(0, "mds_pool0")).isEmpty();
    }

    /// A12: what runs in part is completed where it is.
    @Test
    void aGroupFoundInPiecesIsCompletedWhereItsRootRuns() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.truth().put("mds_pool0", "mds01");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.records().starts(0, "mds_pool0")).isEmpty();
    }

    /// A2: one agent is missing, and its host may run anything.
    @Test
    void nothingIsStartedWhileACandidateIsUnknown() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.agents().start("mds00");
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitStatus(
                "both groups wait for mds01, by name",
                status ->
                        status.phase("mds_pool0").equals("awaithost")
                                && status.phase("mds_pool1").equals("awaithost")
                                && status.reason("mds_pool0").contains("mds01"));
        assertThat(cluster.records().changes(0)).isEmpty();
        assertThat(cluster.records().fences("off", "mds01"))
                .as("never seen, never fenced")
                .isEmpty();
        cluster.agents().start("mds01");
        cluster.awaitAtHome();
    }

    /// A6: a group runs on two hosts.
    @Test
    void whatRunsInTwoPlacesIsReportedAndLeftAlone() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.truth().putGroup("mds_pool0", "mds00");
        cluster.truth().putGroup("mds_pool0", "mds01");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitStatus(
                "the conflict is critical",
                status ->
                        status.word("mds_pool0").equals("Conflict")
                                && status.verdict().equals("CRITICAL"));
        cluster.awaitGroupOn("mds_pool1", "mds01");
        assertThat(cluster.records().starts(0, "mds_pool0")).isEmpty();
        assertThat(cluster.truth().hostsOf("mds_pool0")).containsExactly("mds00", "mds01");
        cluster.truth().removeGroup("mds_pool0", "mds01");
        cluster.awaitAtHome();
        cluster.await("the watch has seen what we did", () -> !cluster.violations().isEmpty());
        cluster.forgiveViolations();
    }

    /// A1: a manager that may not act sees what dies, and leaves it.
    @Test
    void observeModeActsOnNothing() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.truth().putGroup("mds_pool0", "mds00");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.observeMode());
        cluster.awaitStatus(
                "it has seen everything",
                status ->
                        status.verdict().equals("OBSERVE")
                                && status.word("mds_a2").equals("Running")
                                && status.word("mds_pool1").equals("Stopped"));
        cluster.truth().remove("mds_a1", "mds00");
        cluster.awaitStatus(
                "it sees the dead member", s -> s.seenOn("mds_a1", "mds00").equals("Stopped"));
        cluster.agents().kill("mds00");
        cluster.awaitStatus("it sees the dead host", status -> !status.connected("mds00"));
        assertThat(cluster.records().changes(0)).isEmpty();
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
    }

    /// C1: a start that hangs delays no other group.
    @Test
    void slowStartsOfOneGroupDelayNobodyElse() {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        cluster.faults().script("mds00", "mds_pool0", "start", "hang");
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitGroupOn("mds_pool1", "mds01");
        assertThat(cluster.records().starts(0, "mds_pool0")).hasSize(1);
        assertThat(cluster.truth().groupIsDown("mds_pool0")).isTrue();
        cluster.faults().clear();
        cluster.awaitAtHome();
        assertThat(cluster.records().runs()).extracting(ScriptRun::exit).doesNotContain(1);
    }

    private static int firstIndex(
            TestCluster cluster, List<ScriptCall> calls, String resource, String operation) {
        for (int i = 0; i < calls.size(); i++) {
            ScriptCall call = calls.get(i);
            if (call.operation().equals(operation) && cluster.records().isOf(call, resource)) {
                return i;
            }
        }
        throw new AssertionError("no " + operation + " of " + resource);
    }
}
