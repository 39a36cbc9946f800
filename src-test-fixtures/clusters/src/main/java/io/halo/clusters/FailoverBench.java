package io.halo.clusters;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.Loopback;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Namespaces;
import io.halo.support.cluster.Network;
import io.halo.support.cluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How long failovers take.
final class FailoverBench {
    /// As many as the figures of other managers were measured with.
    private static final int RESOURCES = 8;

    private FailoverBench() {}

    /// The death of an agent in test mode, at a short and at the usual period.
    static List<Row> testMode(int runs) {
        List<Row> rows = new ArrayList<>();
        for (Duration period : List.of(Duration.ofMillis(500), Duration.ofSeconds(5))) {
            List<Failover> all = kills(ManagerOptions.testMode().every(period), runs);
            String what =
                    "test mode, "
                            + RESOURCES
                            + " resources, period "
                            + period.toMillis() / 1e3
                            + " s: ";
            rows.add(row(what + "own share", "<= 100", all.stream().map(Failover::own).toList()));
            rows.add(
                    row(
                            what + "confirmed to first start",
                            "<= 30",
                            all.stream().map(Failover::confirmedToFirstStart).toList()));
            rows.add(row(what + "in all", "", all.stream().map(Failover::total).toList()));
        }
        return rows;
    }

    /// A host that says nothing any more, at the shortest and the usual `dead_after`.
    static List<Row> silence(int runs) {
        List<Row> rows = new ArrayList<>();
        for (Duration deadAfter : List.of(Duration.ofSeconds(1), Duration.ofSeconds(10))) {
            List<Duration> beyond = silences(deadAfter, runs);
            String how = Namespaces.unavailable().isEmpty() ? "cable cut" : "SIGSTOP";
            rows.add(
                    row(
                            "silent death ("
                                    + how
                                    + "), dead_after "
                                    + deadAfter.toSeconds()
                                    + " s: beyond it, fence and scripts",
                            "<= 300",
                            beyond));
        }
        return rows;
    }

    private static List<Failover> kills(ManagerOptions options, int runs) {
        List<Failover> all = new ArrayList<>();
        try (TestCluster cluster = TestCluster.of(ClusterPlan.pair("mds", RESOURCES))) {
            cluster.bringUp(options);
            for (int run = 0; run < runs; run++) {
                cluster.restore(options);
                Instant killed = Instant.now();
                cluster.agents().kill("mds00");
                cluster.awaitGroupOn("mds_pool0", "mds01");
                all.add(Failover.of(cluster, "mds00", killed));
            }
        }
        return all;
    }

    private static List<Duration> silences(Duration deadAfter, int runs) {
        ManagerOptions options = ManagerOptions.normalMode();
        ClusterPlan plan =
                ClusterPlan.pair("mds", RESOURCES).set("dead_after", deadAfter.toSeconds() + "s");
        Optional<String> unavailable = Namespaces.unavailable();
        Network network = unavailable.isEmpty() ? new Namespaces() : new Loopback();
        List<Duration> all = new ArrayList<>();
        try (TestCluster cluster = TestCluster.of(plan, network)) {
            cluster.bringUp(options);
            for (int run = 0; run < runs; run++) {
                cluster.restore(options);
                Instant silent = Instant.now();
                silence(cluster, "mds00");
                cluster.awaitGroupOn("mds_pool0", "mds01");
                all.add(Failover.of(cluster, "mds00", silent).own().minus(deadAfter));
            }
        }
        return all;
    }

    private static void silence(TestCluster cluster, String host) {
        if (cluster.network() instanceof Namespaces namespaces) {
            namespaces.cut(host);
        } else {
            cluster.agents().pause(host);
        }
    }

    private static Row row(String name, String target, List<Duration> values) {
        return new Row(
                name, "ms", target, values.stream().map(value -> value.toNanos() / 1e6).toList());
    }
}
