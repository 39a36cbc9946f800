package io.halo.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the driver does without the programs.
class TestClusterTest {
    private static final ClusterPlan PAIR = ClusterPlan.pair("mds", 3);

    @Test
    void writesAConfigurationThatPeopleCanRead() {
        try (TestCluster cluster = TestCluster.of(PAIR.set("dead_after", "2s"))) {
            String text = TextFile.read(cluster.manager().config());
            assertThat(text)
                    .contains("  dead_after: 2s\n")
                    .contains("- hostname: \"127.0.0.1:")
                    .contains("  name: \"mds00\"\n")
                    .contains("  dependents: [ \"mds_a0\", \"mds_a1\" ]\n")
                    .contains("  failover_hosts: [ \"mds01\" ]\n");
        }
    }

    @Test
    void seesEveryResourceThatRunsTwice() {
        try (TestCluster cluster = TestCluster.of(PAIR)) {
            cluster.truth().put("mds_pool0", "mds00");
            cluster.truth().remove("mds_pool0", "mds00");
            cluster.truth().put("mds_pool0", "mds01");
            cluster.truth().put("mds_a0", "mds01");
            cluster.truth().put("mds_a0", "mds00");
            cluster.await("the watch has seen it", () -> !cluster.violations().isEmpty());
            assertThat(cluster.violations())
                    .containsExactly("lustre._mnt_mds_a0 on [mds01, mds00]");
        }
    }

    @Test
    void closingEndsEveryProgramAndRemovesTheDirectory() {
        TestCluster cluster = TestCluster.of(PAIR);
        Program program = sleeping(cluster.directory());
        cluster.close();
        assertThat(program.awaitExit(Duration.ofSeconds(10))).isEqualTo(137);
        assertThat(cluster.directory()).doesNotExist();
    }

    @Test
    void aDriverThatIsKilledLeavesNothingBehind() throws Exception {
        Path directory = Files.createTempDirectory("halo");
        Program program = sleeping(directory);
        program.pause();
        Process driver =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "mkfifo \"$1/pipe\"; setsid \"$0\" \"$1\" <\"$1/pipe\" & exec 9>\"$1/pipe\";"
                                        + " touch \"$1/ready\"; exec sleep 60",
                                ProjectFiles.find().guard().toString(),
                                directory.toString())
                        .start();
        Await.until(
                "the driver runs",
                Duration.ofSeconds(10),
                () -> Files.exists(directory.resolve("ready")));
        driver.destroyForcibly();
        assertThat(program.awaitExit(Duration.ofSeconds(10))).isEqualTo(137);
        Await.until(
                "the directory is gone", Duration.ofSeconds(10), () -> !Files.exists(directory));
    }

    @Test
    void faultsAndRecordsGoByTheNamesOfThePlan() {
        try (TestCluster cluster = TestCluster.of(PAIR)) {
            cluster.faults().script("mds00", "mds_a0", "start", "exit 1");
            cluster.faults().fence("mds01", "fail");
            assertThat(cluster.faults().planted())
                    .containsExactly("mds00.lustre._mnt_mds_a0.start", "mds01.fence");
            cluster.faults().clear();
            assertThat(cluster.faults().planted()).isEmpty();
            assertThat(cluster.records().resource("lustre._mnt_mds_a0")).contains("mds_a0");
        }
    }

    private static Program sleeping(Path directory) {
        return Program.start(
                List.of("sleep", "60"),
                Map.of("HALO_TEST_DIRECTORY", directory.toString()),
                directory.resolve("sleep.log"));
    }
}
