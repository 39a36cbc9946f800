package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The manager's memory is old, gone or broken.
class StateFileStory {
    private static final ManagerOptions OPTIONS = ManagerOptions.testMode();

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    /// A14: restored from a backup.
    @Test
    void aManagerWithAnOlderStateFileIsRefusedAndOnlyWatches() throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        cluster.bringUp(OPTIONS);
        Path state = cluster.manager().state();
        Path backup = state.resolveSibling("backup");
        cluster.manager().terminate();
        Files.copy(state, backup);
        cluster.manager().start(OPTIONS);
        cluster.awaitAtHome();
        cluster.manager().terminate();
        Files.copy(backup, state, StandardCopyOption.REPLACE_EXISTING);

        staysPassive(cluster);
    }

    /// A14: lost.
    @Test
    void aManagerThatLostItsStateFileIsRefusedAndOnlyWatches() throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        cluster.bringUp(OPTIONS);
        cluster.manager().terminate();
        Files.delete(cluster.manager().state());

        staysPassive(cluster);
    }

    /// D1: damaged.
    @Test
    void aFileThatIsNoStateFileIsNamedAndLeftAlone() throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        Files.writeString(cluster.manager().state(), "shopping list\n".repeat(1000));
        CommandResult result = cluster.manager().runToEnd(OPTIONS);
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.words())
                .contains(cluster.manager().state().toString())
                .doesNotContain("\tat ");
        assertThat(cluster.manager().state()).content().startsWith("shopping list\n");
    }

    /// D1: what of it verifies is used again, and what is uncertain waits for a person.
    @Test
    void aDamagedFileIsRepairedAndItsGroupWaitsForAPerson() throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        cluster.bringUp(OPTIONS);
        cluster.manager().terminate();
        String root = cluster.plan().resources().getFirst().id();
        damage(
                cluster.manager().state(),
                "{\"group\":\"" + root + "\",\"host\":\"mds00\",\"order\":");
        CommandResult refused = cluster.manager().runToEnd(OPTIONS);
        assertThat(refused.exit()).isEqualTo(64);
        assertThat(refused.words()).contains("is damaged and was left as it is");

        CommandResult repaired = cluster.manager().runToEnd(OPTIONS.with("--repair-state"));
        assertThat(repaired.exit()).as(repaired.words()).isZero();
        assertThat(repaired.words())
                .contains("halo.state.damaged-1", "lost: a row: HOSTED " + root)
                .contains("unmanaged now: " + root + "\n", "halo manage GROUP");

        int mark = cluster.records().mark();
        cluster.manager().start(OPTIONS);
        cluster.awaitStatus(
                "nobody may touch it", status -> status.phase(root).equals("unmanaged"));
        cluster.truth().remove("mds_a0", "mds00");
        cluster.awaitStatus(
                "its dead member is seen",
                status -> status.seenOn("mds_a0", "mds00").equals("Stopped"));
        assertThat(cluster.records().changes(mark)).isEmpty();
        assertThat(cluster.manager().halo("manage", root).exit()).isZero();
        cluster.awaitAtHome();
    }

    private static void damage(Path file, String where) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf(where);
        assertThat(at).as("where '%s' is", where).isPositive();
        content[at + where.length()] ^= 1;
        Files.write(file, content);
    }

    /// D5: a regular file at the socket's path.
    @Test
    void aFileAtTheSocketsPlaceIsNotRemoved() throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        Files.writeString(cluster.manager().socket(), "mine");
        CommandResult result = cluster.manager().runToEnd(OPTIONS);
        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.words()).doesNotContain("\tat ");
        assertThat(cluster.manager().socket()).hasContent("mine");
    }

    private static void staysPassive(TestCluster cluster) {
        int mark = cluster.records().mark();
        cluster.manager().start(OPTIONS);
        cluster.awaitStatus("it is critical", status -> status.verdict().equals("CRITICAL"));
        cluster.truth().remove("mds_a0", "mds00");
        cluster.awaitStatus(
                "it sees the dead member",
                status -> status.seenOn("mds_a0", "mds00").equals("Stopped"));
        cluster.agents().kill("mds01");
        cluster.awaitStatus("it sees the dead host", status -> !status.connected("mds01"));
        assertThat(cluster.records().changes(mark)).isEmpty();
        assertThat(cluster.records().fences("off", "mds01")).isEmpty();
    }
}
