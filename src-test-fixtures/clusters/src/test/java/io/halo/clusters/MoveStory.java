package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.Manager;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Planned moves on real processes: failback, deactivate, restart, and what goes wrong in them (B6,
/// B7, B8, B17).
@Timeout(300)
class MoveStory {
    private static final ManagerOptions OPTIONS = ManagerOptions.testMode();

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private int mark;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(ClusterPlan.pair("mds", 3), OPTIONS);
        mark = cluster.records().mark();
    }

    @Test
    void aServerIsEmptiedTakenBackAndGivenItsGroups() {
        done("/hosts/mds00/deactivate");
        assertThat(cluster.truth().groupRuns("mds_pool0", "mds01")).isTrue();
        refused("/hosts/mds01/deactivate", "would be left without a host");
        refused("/hosts/mds00/failback", "deactivated");
        done("/hosts/mds00/activate");
        assertThat(cluster.truth().groupRuns("mds_pool0", "mds01")).isTrue();
        done("/hosts/mds00/failback");
        cluster.awaitAtHome();
        assertThat(cluster.records().starts(mark, "mds_pool0")).hasSize(2);
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();

        done("/hosts/mds01/deactivate");
        assertThat(cluster.truth().groupRuns("mds_pool1", "mds00")).isTrue();
        done("/hosts/mds01/activate");
        done("/hosts/mds01/failback");
        cluster.awaitAtHome();
        Manager.Reply again = cluster.manager().post("/hosts/mds01/failback");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().at("changed").isTrue()).as("nothing to do").isFalse();
    }

    /// B8
    @Test
    void nothingIsStoppedForAHomeThatCannotTakeIt() {
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        int stopped = cluster.records().scripts(0, "stop").size();
        refused("/hosts/mds00/failback", "not connected");
        cluster.agents().start("mds00");
        cluster.awaitStatus("mds00 is back", status -> status.connected("mds00"));
        refused("/hosts/mds00/failback", "fenced");
        assertThat(cluster.records().scripts(0, "stop")).hasSize(stopped);
        done("/hosts/mds00/reset");
        done("/hosts/mds00/failback");
        cluster.awaitAtHome();
    }

    /// B7
    @Test
    void aStartThatFailsOnTheWayHomeEndsWhereItRan() {
        done("/hosts/mds00/deactivate");
        done("/hosts/mds00/activate");
        cluster.faults().script("mds00", "mds_pool0", "start", "reason no disks", "exit 1");
        Manager.Reply failed = cluster.manager().post("/hosts/mds00/failback");
        assertThat(failed.body().at("state").text()).isEqualTo("failed");
        assertThat(failed.body().at("reason").text()).contains("no disks");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.faults().clear();
        done("/hosts/mds00/failback");
        cluster.awaitAtHome();
    }

    /// B7: the host that it leaves was deactivated, and takes it back all the same.
    @Test
    void aStartThatFailsOnThePartnerIsUndone() {
        cluster.faults().script("mds01", "mds_pool0", "start", "reason no disks", "exit 1");
        Manager.Reply failed = cluster.manager().post("/hosts/mds00/deactivate");
        assertThat(failed.body().at("state").text()).isEqualTo("failed");
        cluster.awaitGroupOn("mds_pool0", "mds00");
        cluster.faults().clear();
        done("/hosts/mds00/deactivate");
        cluster.awaitGroupOn("mds_pool0", "mds01");
    }

    /// B6, policy block
    @Test
    void aStopThatFailsBlocksTheGroupUntilCleanup() {
        cluster.faults().script("mds00", "mds_pool0", "stop", "reason busy", "exit 1");
        Manager.Reply failed = cluster.manager().post("/hosts/mds00/deactivate");
        assertThat(failed.body().at("state").text()).isEqualTo("failed");
        assertThat(failed.body().at("reason").text()).contains("busy");
        cluster.awaitStatus(
                "it is blocked, and critical",
                status ->
                        status.phase("mds_pool0").equals("stopfailed")
                                && status.verdict().equals("CRITICAL"));
        assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
        cluster.faults().clear();
        done("/resources/mds_pool0/cleanup");
        // The host is deactivated still: the group leaves it as soon as it can be stopped.
        cluster.awaitGroupOn("mds_pool0", "mds01");
    }

    @Test
    void aManagerThatDiesInTheMiddleOfAFailbackFinishesIt() {
        done("/hosts/mds00/deactivate");
        done("/hosts/mds00/activate");
        cluster.faults().script("mds01", "mds_pool0", "stop", "times 1", "delay 3");
        int before = cluster.records().scripts(0, "stop").size();
        Manager.Reply begun = cluster.manager().send("POST", "/hosts/mds00/failback", "{}");
        assertThat(begun.status()).isEqualTo(202);
        cluster.await(
                "its root is being stopped",
                () ->
                        cluster.records().scripts(0, "stop").size() > before
                                && cluster.records().scripts(0, "stop").stream()
                                        .skip(before)
                                        .anyMatch(
                                                call -> cluster.records().isOf(call, "mds_pool0")));
        cluster.manager().kill();
        cluster.manager().start(OPTIONS);
        cluster.awaitAtHome();
        String id = begun.body().at("id").text();
        cluster.await(
                "the operation has ended well",
                () ->
                        cluster.manager()
                                .send("GET", "/operations/" + id, "")
                                .body()
                                .at("state")
                                .text()
                                .equals("done"));
    }

    /// B17
    @Test
    void thePartnerDiesWhileTheGroupStartsThere() {
        cluster.faults().script("mds01", "mds_pool0", "start", "hang");
        Manager.Reply begun = cluster.manager().send("POST", "/hosts/mds00/deactivate", "{}");
        assertThat(begun.status()).isEqualTo(202);
        cluster.await(
                "it is being started there",
                () -> !cluster.records().starts(mark, "mds_pool0").isEmpty());
        cluster.agents().kill("mds01");
        cluster.awaitGroupOn("mds_pool0", "mds00");
        assertThat(cluster.records().fences("off", "mds01")).isNotEmpty();
    }

    /// B17: before anything has left the host, and while the partner was being looked at.
    @Test
    void thePartnerDiesWhileTheGroupIsBeingStopped() {
        cluster.faults().script("mds00", "mds_pool0", "stop", "hang");
        Manager.Reply begun = cluster.manager().send("POST", "/hosts/mds00/deactivate", "{}");
        assertThat(begun.status()).isEqualTo(202);
        cluster.await(
                "its root is being stopped",
                () ->
                        cluster.records().scripts(mark, "stop").stream()
                                .anyMatch(call -> cluster.records().isOf(call, "mds_pool0")));
        cluster.faults().script("mds01", "mds_pool0", "monitor", "hang");
        int looked = cluster.records().mark();
        cluster.await(
                "it is being looked for on the partner",
                () ->
                        cluster.records().scripts(looked, "monitor").stream()
                                .anyMatch(call ->
                                        cluster.records().isOf(call, "mds_pool0")
                                                && call.host().equals("mds01")));
        cluster.agents().kill("mds01");
        cluster.awaitStatus("it is gone", status -> !status.connected("mds01"));
        cluster.faults().clear();
        cluster.awaitGroupOn("mds_pool0", "mds00");
        assertThat(cluster.records().starts(mark, "mds_pool0"))
                .extracting(ScriptCall::host)
                .containsExactly("mds00");
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
    }

    @Test
    void aGroupIsRestartedInItsPlace() {
        done("/resources/mds_pool0/restart");
        assertThat(cluster.truth().groupRuns("mds_pool0", "mds00")).isTrue();
        assertThat(cluster.records().starts(mark, "mds_pool0")).hasSize(1);
        cluster.awaitAtHome();
    }

    private void done(String path) {
        Manager.Reply reply = cluster.manager().post(path);
        assertThat(reply.status()).as(path + ": " + reply.body()).isEqualTo(200);
        assertThat(reply.body().at("state").text())
                .as(path + ": " + reply.body())
                .isEqualTo("done");
    }

    private void refused(String path, String why) {
        Manager.Reply reply = cluster.manager().post(path);
        assertThat(reply.status()).as(path + ": " + reply.body()).isEqualTo(409);
        assertThat(reply.body().at("detail").text()).contains(why);
    }
}
