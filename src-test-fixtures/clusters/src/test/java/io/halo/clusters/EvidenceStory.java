package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a manager believes of a host that may still hold a group: never more than it can prove.
class EvidenceStory {
    private static final ManagerOptions OPTIONS = ManagerOptions.testMode();
    private static final ClusterPlan PAIR = ClusterPlan.pair("mds", 2);

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private int mark;

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(PAIR, OPTIONS);
        mark = cluster.records().mark();
    }

    /// A17: the scripts say that nothing runs, and can neither stop nor start it: a faulted pool.
    @Test
    void aHostThatHostedAGroupIsLeftOnlyByAGoodStop() {
        cluster.manager().kill();
        cluster.faults().script("mds00", "mds_pool0", "monitor", "exit 7");
        cluster.faults().script("mds00", "mds_a0", "monitor", "exit 7");
        cluster.faults().script("mds00", "mds_pool0", "stop", "reason faulted", "exit 1");
        cluster.faults().script("mds00", "mds_pool0", "start", "reason faulted", "exit 5");
        cluster.manager().start(OPTIONS);
        cluster.awaitStatus(
                "it is not believed",
                status ->
                        status.phase("mds_pool0").equals("stopfailed")
                                && status.reason("mds_pool0").contains("faulted")
                                && status.verdict().equals("CRITICAL"));
        assertThat(cluster.truth().hostsOf("mds_pool0")).containsExactly("mds00");
        assertThat(cluster.records().starts(mark, "mds_pool0"))
                .as("nothing starts elsewhere")
                .noneMatch(call -> call.host().equals("mds01"));
        cluster.faults().clearScript("mds00", "mds_pool0", "stop");
        type("cleanup", "mds_pool0");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
    }

    /// A19: somebody pushes the button of a fenced host, and its agent does not start.
    @Test
    void aPowerOffIsBelievedOnlyAsLongAsTheDeviceSaysSo() throws IOException {
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        Path system = cluster.directory().resolve("mds00.system");
        Files.writeString(system, "it is up, and may import pools");
        cluster.awaitStatus(
                "the device says on, and so does the manager",
                status ->
                        status.host("mds00").at("fence").at("state").text().equals("returned")
                                && status.fenced("mds00"));
        int down = cluster.records().mark();
        cluster.truth().removeGroup("mds_pool0", "mds01");
        cluster.awaitStatus(
                "the group waits for mds00, which is not powered off again",
                status ->
                        status.phase("mds_pool0").equals("awaitpower")
                                && status.reason("mds_pool0").contains("mds00")
                                && status.verdict().equals("CRITICAL"));
        assertThat(cluster.records().starts(down, "mds_pool0")).isEmpty();
        assertThat(cluster.records().fences("off", "mds00")).hasSize(1);
    }

    /// A18: the host where a group runs is no candidate any more.
    @Test
    void aGroupWhoseHostWasTakenOutOfTheFileIsHeldUntilSomebodyHasLooked() {
        type("deactivate", "mds00");
        type("activate", "mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.manager().kill();
        int changed = cluster.records().mark();
        cluster.reconfigure(PAIR.changingGroup("mds_pool0", group -> group.failingOverTo()));
        cluster.manager().start(OPTIONS);
        cluster.awaitStatus(
                "it is held, and that is critical",
                status ->
                        status.phase("mds_pool0").equals("held")
                                && status.reason("mds_pool0").contains("mds01")
                                && status.word("mds_pool1").equals("Running")
                                && status.verdict().equals("CRITICAL"));
        cluster.truth().remove("mds_a0", "mds01");
        cluster.awaitStatus(
                "a member that stops is seen",
                status -> status.seenOn("mds_a0", "mds01").equals("Stopped"));
        assertThat(cluster.records().changes(changed)).isEmpty();
        type("manage", "mds_pool0");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.records().changes(changed))
                .containsExactly(new ScriptCall("lustre._mnt_mds_a0", "start", "mds01"));
        type("failback", "--onto", "mds00");
        cluster.awaitGroupOn("mds_pool0", "mds00");
    }

    private void type(String... command) {
        CommandResult result = cluster.manager().halo(command);
        assertThat(result.exit()).as(result.words()).isZero();
    }
}
