package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The manager is killed at a bad moment and started again.
class ManagerCrashStory {
    private static final ManagerOptions OPTIONS = ManagerOptions.testMode();

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private int mark;
    private int offsBefore;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(ClusterPlan.pair("mds", 3), OPTIONS);
        mark = cluster.records().mark();
        offsBefore = cluster.records().fences("off", "mds00").size();
    }

    /// A8: killed at rest.
    @Test
    void atRestNobodyNotices() {
        cluster.manager().kill();
        cluster.manager().start(OPTIONS);
        cluster.awaitAtHome();
        assertThat(cluster.records().changes(mark)).isEmpty();
        assertThat(offs()).isEmpty();
    }

    /// A8: stopped by its service manager.
    @Test
    void stoppedPolitelyNobodyNoticesEither() {
        assertThat(cluster.manager().terminate()).isIn(0, 143);
        assertThat(cluster.manager().socket()).doesNotExist();
        cluster.manager().start(OPTIONS);
        cluster.awaitAtHome();
        assertThat(cluster.records().changes(mark)).isEmpty();
    }

    /// A8: killed while a start runs on the partner.
    @Test
    void inTheMiddleOfAStart() {
        cluster.faults().script("mds01", "mds_pool0", "start", "hang");
        cluster.agents().kill("mds00");
        cluster.await(
                "the start runs", () -> !cluster.records().starts(mark, "mds_pool0").isEmpty());
        crash();
        cluster.faults().clear();
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(offs()).as("powered off once").hasSize(1);
    }

    /// A8: killed while the fence program runs.
    @Test
    void inTheMiddleOfAFence() {
        cluster.faults().fence("mds00", "only off", "hang");
        cluster.agents().kill("mds00");
        cluster.await("the fence program runs", () -> !offs().isEmpty());
        crash();
        cluster.faults().clear();
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitStatus("mds00 stays fenced", status -> status.fenced("mds00"));
    }

    /// B11: killed right after a confirmed power-off.
    @Test
    void rightAfterThePowerWentOff() {
        cluster.agents().kill("mds00");
        cluster.await(
                "the power is off", () -> offs().stream().anyMatch(call -> call.end().isPresent()));
        crash();
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitStatus("mds00 stays fenced", status -> status.fenced("mds00"));
    }

    /// B11: killed as soon as it says so itself.
    @Test
    void rightAfterThePowerOffWasConfirmed() {
        cluster.agents().kill("mds00");
        cluster.awaitStatus("mds00 is fenced", status -> status.fenced("mds00"));
        crash();
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitStatus("mds00 stays fenced", status -> status.fenced("mds00"));
        assertThat(offs()).as("powered off once").hasSize(1);
    }

    /// B10: a host is off while the manager is restarted, and what ran on the other is lost.
    @Test
    void whileAHostIsOffItAsksTheDeviceAgain() {
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.manager().kill();
        cluster.truth().removeGroup("mds_pool0", "mds01");
        int asked = cluster.records().fences("status", "mds00").size();
        cluster.faults().fence("mds00", "only status", "hang");
        int down = cluster.records().mark();
        cluster.manager().start(OPTIONS);
        cluster.awaitStatus(
                "it does not believe what it wrote down",
                status ->
                        status.phase("mds_pool0").equals("awaitpower")
                                || status.phase("mds_pool0").equals("awaithost"));
        cluster.await(
                "the device is asked",
                () -> cluster.records().fences("status", "mds00").size() > asked);
        assertThat(cluster.records().starts(down, "mds_pool0")).isEmpty();
        cluster.faults().clear();
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitStatus("mds00 stays fenced", status -> status.fenced("mds00"));
        assertThat(offs()).as("powered off once").hasSize(1);
    }

    /// B10: the host dies while no manager looks.
    @Test
    void whileTheHostDiesToo() {
        cluster.manager().kill();
        cluster.agents().kill("mds00");
        cluster.manager().start(OPTIONS);
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(offs()).hasSize(1);
    }

    /// A8: paused instead of killed.
    @Test
    void pausedInTheMiddleOfAFailoverItGoesOnAsIfNothingHadBeen() {
        cluster.faults().fence("mds00", "only off", "hang");
        cluster.agents().kill("mds00");
        cluster.await("the fence program runs", () -> !offs().isEmpty());
        cluster.manager().program().pause();
        cluster.faults().clear();
        cluster.await("the power is off", () -> !cluster.truth().runs("mds_pool0", "mds00"));
        cluster.manager().program().resume();
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(offs()).as("powered off once").hasSize(1);
    }

    /// A7: two managers.
    @Test
    void aSecondManagerOfTheSameStateFileDoesNotStart() {
        CommandResult second = cluster.manager().runToEnd(OPTIONS);
        assertThat(second.exit()).isEqualTo(64);
        assertThat(second.words()).doesNotContain("\tat ");
        assertThat(cluster.manager().status().verdict()).isEqualTo("OK");
    }

    private void crash() {
        cluster.manager().kill();
        cluster.manager().start(OPTIONS);
    }

    private List<FenceCall> offs() {
        List<FenceCall> all = cluster.records().fences("off", "mds00");
        return all.subList(offsBefore, all.size());
    }
}
