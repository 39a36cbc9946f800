package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.Manager;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Status;
import io.halo.support.cluster.TestCluster;
import io.halo.support.machine.SmallDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// D1: the disk of the manager's state is full.
@Timeout(300)
class FullDiskStory {
    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private SmallDisk disk;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        disk = SmallDisk.mount(cluster.directory().resolve("disk"), "2m");
        Path state = disk.path().resolve("halo.state");
        cluster.bringUp(ManagerOptions.testMode().with("--statefile", state.toString()));
    }

    @AfterEach
    void unmount() {
        disk.close();
    }

    @Test
    void nothingThatNeedsARecordIsDoneUntilTheDiskTakesOne() throws IOException {
        cluster.awaitStatus(
                "little space is a warning and no more",
                status -> found(status, "store_space") && status.verdict().equals("OK"));
        fillUp(disk.path().resolve("filler"));
        cluster.await("a command is refused", () -> patch(false) == 503);
        cluster.awaitStatus(
                "it is critical, and says what to do",
                status -> status.verdict().equals("CRITICAL") && found(status, "store_failed"));
        assertThat(patch(false)).isEqualTo(503);
        assertThat(patch(true)).isEqualTo(503);

        int mark = cluster.records().mark();
        cluster.agents().kill("mds01");
        cluster.awaitStatus("the dead host is seen", status -> !status.connected("mds01"));
        for (int i = 0; i < 2; i++) {
            cluster.truth().remove("mds_a0", "mds00");
            cluster.await("what died is healed", () -> cluster.truth().runs("mds_a0", "mds00"));
        }
        assertThat(cluster.records().fences("off", "mds01")).isEmpty();
        assertThat(cluster.records().starts(mark, "mds_pool1")).isEmpty();
        assertThat(cluster.manager().status().verdict()).isEqualTo("CRITICAL");

        disk.resize("4m");
        cluster.awaitGroupOn("mds_pool1", "mds00");
        assertThat(cluster.records().fences("off", "mds01")).hasSize(1);
        cluster.awaitStatus("the store works", status -> !found(status, "store_failed"));
        assertThat(cluster.manager().status().events("disconnected", "mds01")).isNotEmpty();
        assertThat(patch(true)).isEqualTo(200);
        disk.resize("300m");
        cluster.awaitStatus("there is space", status -> !found(status, "store_space"));
    }

    private int patch(boolean managed) {
        Manager.Reply reply =
                cluster.manager()
                        .send("PATCH", "/resources/mds_pool0", "{\"managed\": " + managed + "}");
        if (reply.status() == 200 && !managed) {
            // The file had room inside for this one.
            return patch(true);
        }
        return reply.status();
    }

    private static boolean found(Status status, String code) {
        List<String> codes =
                status.json().at("findings").items().stream()
                        .map(finding -> finding.at("code").text())
                        .toList();
        return codes.contains(code);
    }

    /// To the last byte.
    private static void fillUp(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 100_000; i++) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
            return;
        }
        throw new AssertionError("the disk is not full");
    }
}
