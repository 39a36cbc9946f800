package io.halo.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The switch and its cables, tried with nothing but `/dev/tcp` of bash or the routes of the
/// kernel.
class NamespacesTest {
    @Test
    void connectsEveryHostWithTheManagerUntilItsCableIsCut() {
        Optional<String> unavailable = Namespaces.unavailable();
        if (System.getenv("CI") == null) {
            assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
        }
        assertThat(unavailable).isEmpty();
        Namespaces network = new Namespaces();
        try (TestCluster cluster = TestCluster.of(ClusterPlan.pair("mds", 1), network)) {
            assertThat(connect(network, "mds00")).contains("refused");
            network.cut("mds00");
            assertThat(connect(network, "mds00")).doesNotContain("refused");
            assertThat(connect(network, "mds01")).contains("refused");
            network.mend("mds00");
            Await.until(
                    "the cable is mended",
                    Duration.ofSeconds(10),
                    () -> connect(network, "mds00").contains("refused"));
            network.cutManager();
            assertThat(connect(network, "mds01")).doesNotContain("refused");
            assertThat(namespaces(cluster)).isNotEmpty();
        }
        assertThat(Shell.run("ip netns list")).doesNotContain(network.address("mds00"));
    }

    private static List<String> namespaces(TestCluster cluster) {
        return TextFile.lines(cluster.directory().resolve("namespaces"));
    }

    /// Nobody listens: a host that is there refuses.
    private static String connect(Namespaces network, String host) {
        String[] address = network.address(host).split(":", 2);
        List<String> command = new ArrayList<>(network.onManager());
        command.addAll(
                List.of(
                        "timeout",
                        "1",
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/" + address[0] + "/" + address[1]));
        return Shell.run(command, Map.of(), Duration.ofSeconds(20)).words();
    }
}
