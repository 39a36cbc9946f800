package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.Manager;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an operator types at the console, and what is refused.
@Timeout(300)
class OperatorStory {
    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private int mark;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(ClusterPlan.pair("mds", 3), ManagerOptions.testMode());
        mark = cluster.records().mark();
    }

    @Test
    void stopAndStartOfAGroup() {
        type("stop", "mds_pool0", "--reason", "new disks");
        assertThat(cluster.truth().groupIsDown("mds_pool0")).isTrue();
        assertThat(cluster.truth().groupRuns("mds_pool1", "mds01")).isTrue();
        cluster.manager().kill();
        cluster.manager().start(ManagerOptions.testMode());
        cluster.awaitStatus(
                "it stays stopped, and that is fine",
                status ->
                        status.word("mds_pool0").equals("Stopped")
                                && status.verdict().equals("OK"));
        assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
        type("start", "mds_pool0");
        cluster.awaitAtHome();
    }

    /// A1: within one period.
    @Test
    void aGroupMovedByHandWhileUnmanagedIsFoundWhereItIs() {
        type("unmanage", "mds_pool0", "--reason", "by hand");
        cluster.truth().removeGroup("mds_pool0", "mds00");
        cluster.truth().putGroup("mds_pool0", "mds01");
        type("manage", "mds_pool0");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
        assertThat(cluster.records().starts(mark, "mds_a0")).isEmpty();
    }

    /// A12: somebody forgot to say so.
    @Test
    void aGroupMovedByHandIsAdoptedWhereItIs() {
        cluster.manager().program().pause();
        cluster.truth().removeGroup("mds_pool0", "mds00");
        cluster.truth().putGroup("mds_pool0", "mds01");
        cluster.manager().program().resume();
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.records().starts(mark, "mds_pool0")).isEmpty();
    }

    /// L5
    @Test
    void anUnmanagedGroupIsLeftAlone() {
        type("unmanage", "mds_pool0");
        cluster.truth().remove("mds_a0", "mds00");
        cluster.awaitStatus("it is seen", s -> s.seenOn("mds_a0", "mds00").equals("Stopped"));
        cluster.truth().remove("mds_b0", "mds01");
        cluster.await("the other group is healed", () -> cluster.truth().runs("mds_b0", "mds01"));
        assertThat(cluster.records().starts(mark, "mds_a0")).isEmpty();
        CommandResult stop = cluster.manager().halo("stop", "mds_pool0");
        assertThat(stop.exit()).isEqualTo(1);
        assertThat(stop.err()).contains("unmanaged", "halo manage mds_pool0");
        type("manage", "mds_pool0");
        cluster.awaitAtHome();
    }

    /// A host that was powered off is not powered off again before somebody says reset.
    @Test
    void fencedByHandOnceAndNeverAgainBeforeReset() {
        type("fence", "mds00", "--reason", "smoke");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.manager().status().fenced("mds00")).isTrue();
        CommandResult again = cluster.manager().halo("fence", "mds00");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("fenced already", "halo reset mds00");
        cluster.agents().start("mds00");
        cluster.awaitStatus("mds00 is back", status -> status.connected("mds00"));
        int offs = cluster.records().fences("off", "mds00").size();
        cluster.agents().kill("mds00");
        cluster.awaitStatus("it is gone again", status -> !status.connected("mds00"));
        assertThat(cluster.records().fences("off", "mds00")).hasSize(offs);
        cluster.agents().start("mds00");
        cluster.awaitStatus("mds00 is back", status -> status.connected("mds00"));
        type("reset", "mds00");
        assertThat(cluster.manager().status().fenced("mds00")).isFalse();
        type("failback", "--onto", "mds00");
        cluster.awaitAtHome();
    }

    @Test
    void aFenceThatWouldTakeTheLastHostNeedsForce() {
        type("deactivate", "mds01");
        CommandResult refused = cluster.manager().halo("fence", "mds00");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("nowhere to go", "--force");
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
        type("fence", "mds00", "--force");
        cluster.await("it is off", () -> !cluster.agents().alive("mds00"));
        cluster.awaitStatus("nothing runs", status -> status.word("mds_pool0").equals("Stopped"));
        type("activate", "mds01");
        cluster.awaitGroupOn("mds_pool0", "mds01");
    }

    /// A host in maintenance: its groups are left alone, and it may die without being fenced.
    @Test
    void maintenanceOfAServer() {
        type("maintenance", "on", "mds00", "--until", "2h", "--reason", "firmware");
        cluster.agents().kill("mds00");
        cluster.awaitStatus(
                "it is gone, and nobody is alarmed",
                status -> !status.connected("mds00") && status.verdict().equals("MAINTENANCE"));
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
        cluster.agents().start("mds00");
        cluster.awaitStatus("mds00 is back", status -> status.connected("mds00"));
        type("maintenance", "off", "mds00");
        cluster.awaitAtHome();
        assertThat(cluster.records().changes(mark)).isEmpty();
    }

    @Test
    void theHistorySaysWhoDidWhatAndWhy() {
        type("stop", "mds_pool0", "--reason", "new disks");
        type("start", "mds_pool0");
        CommandResult events = type("events", "show");
        assertThat(events.out()).contains("event=stop object=mds_pool0", "new disks");
        assertThat(type("operations").out()).contains("stop", "mds_pool0", "done");
        type("events", "clear");
        assertThat(type("status").out()).doesNotContain("new disks");
    }

    /// D7, D8
    @Test
    void whatCannotBeDoneIsSaidInOneLine() {
        CommandResult unknown = cluster.manager().halo("stop", "no_such_group");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err().strip().lines().count()).isLessThanOrEqualTo(2);
        assertThat(cluster.manager().halo("frobnicate").exit()).isEqualTo(2);
        Manager manager = cluster.manager();
        assertThat(manager.post("/resources/a%2Fb%20%3F%23/stop").status()).isEqualTo(404);
        assertThat(manager.send("POST", "/resources/mds_pool0/stop", "{").status()).isEqualTo(400);
        assertThat(manager.send("PATCH", "/resources/mds_pool0", "{\"managed\":7}").status())
                .isEqualTo(400);
        assertThat(manager.post("/resources/mds_pool0/fly").status()).isEqualTo(404);
        assertThat(manager.send("DELETE", "/status", "").status()).isEqualTo(405);
        manager.kill();
        CommandResult nobody = manager.halo("status");
        assertThat(nobody.exit()).isEqualTo(1);
        assertThat(nobody.err().strip().lines()).hasSize(1);
        assertThat(manager.halo("status", "--exit-code").exit()).isEqualTo(3);
    }

    @Test
    void anObserverTakesNoCommand() {
        cluster.manager().kill();
        cluster.manager().start(ManagerOptions.observeMode());
        cluster.awaitStatus("it watches", status -> status.verdict().equals("OBSERVE"));
        assertThat(cluster.manager().post("/resources/mds_pool0/stop").status()).isEqualTo(409);
        assertThat(cluster.manager().post("/hosts/mds00/fence").status()).isEqualTo(409);
        assertThat(cluster.truth().allAtHome()).isTrue();
    }

    private CommandResult type(String... words) {
        CommandResult result = cluster.manager().halo(words);
        assertThat(result.exit()).as(result.words()).isZero();
        return result;
    }
}
