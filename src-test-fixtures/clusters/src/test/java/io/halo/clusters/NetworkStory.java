package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Namespaces;
import io.halo.support.cluster.Status;
import io.halo.support.cluster.TestCluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Silence, as in production: hosts in network namespaces whose cables are cut. Needs root; in CI
/// it must run.
class NetworkStory {
    private static final ClusterPlan PAIR = ClusterPlan.pair("mds", 3).set("dead_after", "2s");

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private Namespaces network;
    private int mark;
    private int offsBefore;

    @BeforeAll
    static void needsNamespaces() {
        Optional<String> unavailable = Namespaces.unavailable();
        if (System.getenv("CI") == null) {
            assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
        }
        assertThat(unavailable).isEmpty();
    }

    @BeforeEach
    void allAtHome() {
        cluster = CLUSTERS.atHome(PAIR, new Namespaces(), ManagerOptions.normalMode());
        network = (Namespaces) cluster.network();
        mark = cluster.records().mark();
        offsBefore = offs().size();
    }

    @Test
    void withoutTlsOnANetworkTheStatusWarns() {
        assertThat(cluster.manager().halo("status", "-x").out())
                .containsPattern("speaks without TLS to mds00, mds01: whoever\\s");
    }

    /// B1: the link of a host goes down.
    @Test
    void aHostWhoseCableIsCutIsFencedAndItsGroupMoves() {
        network.cut("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(newOffs()).extracting(FenceCall::target).containsExactly("mds00");
        assertThat(cluster.agents().alive("mds00")).as("its power is off").isFalse();
        cluster.awaitStatus("it is fenced", status -> status.fenced("mds00"));
    }

    /// B2: SIGSTOP.
    @Test
    void anAgentThatIsStoppedButHoldsItsConnectionsIsSilent() {
        cluster.agents().pause("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(newOffs()).extracting(FenceCall::target).containsExactly("mds00");
    }

    /// A5, A4: every host is silent at once.
    @Test
    void whenEveryCableIsCutTheManagerIsTheOneThatIsAlone() {
        network.cutAll();
        cluster.awaitStatus("it knows that it is alone", NetworkStory::isAlone);
        assertThat(newOffs()).isEmpty();
        network.mendAll();
        cluster.awaitAtHome();
        nothingHappened();
    }

    /// A5: the manager's own network goes away.
    @Test
    void aManagerWhoseOwnCableIsCutFencesNobody() {
        network.cutManager();
        cluster.awaitStatus("it knows that it is alone", NetworkStory::isAlone);
        assertThat(newOffs()).isEmpty();
        network.mendManager();
        cluster.awaitAtHome();
        nothingHappened();
    }

    /// A5: the same with two pairs: each of the four could be helped by another.
    @Test
    void withTwoPairsNobodyIsFencedEither() {
        cluster =
                CLUSTERS.atHome(
                        PAIR.andPair("oss", 2), new Namespaces(), ManagerOptions.normalMode());
        network = (Namespaces) cluster.network();
        mark = cluster.records().mark();
        network.cutManager();
        cluster.awaitStatus(
                "all of them are silent for long enough, and held back by a guard",
                status ->
                        cluster.plan().hosts().stream().allMatch(host -> isHeldBack(status, host))
                                && status.verdict().equals("CRITICAL"));
        assertThat(newOffs()).isEmpty();
        network.mendManager();
        cluster.awaitAtHome();
        nothingHappened();
    }

    /// C6: fenced by hand long before the manager would have given it up by itself.
    @Test
    void aFenceByHandDoesNotWaitForTriesToConnect() {
        cluster =
                CLUSTERS.atHome(
                        PAIR.set("dead_after", "10m"),
                        new Namespaces(),
                        ManagerOptions.normalMode());
        network = (Namespaces) cluster.network();
        network.cut("mds00");
        CommandResult fence = cluster.manager().halo("fence", "mds00", "--reason", "black hole");
        assertThat(fence.exit()).as(fence.words()).isZero();
        cluster.awaitGroupOn("mds_pool0", "mds01");
        assertThat(cluster.agents().alive("mds00")).as("its power is off").isFalse();
    }

    private void nothingHappened() {
        assertThat(newOffs()).isEmpty();
        assertThat(cluster.records().changes(mark)).isEmpty();
    }

    private static boolean isHeldBack(Status status, String host) {
        return !status.connected(host) && status.host(host).at("reason").text().contains("silent");
    }

    private static boolean isAlone(Status status) {
        return !status.connected("mds00")
                && !status.connected("mds01")
                && status.verdict().equals("CRITICAL");
    }

    private List<FenceCall> offs() {
        return cluster.records().fences().stream()
                .filter(call -> call.action().equals("off"))
                .toList();
    }

    private List<FenceCall> newOffs() {
        List<FenceCall> all = offs();
        return all.subList(offsBefore, all.size());
    }
}
