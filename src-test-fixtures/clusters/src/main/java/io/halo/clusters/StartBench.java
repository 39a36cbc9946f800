package io.halo.clusters;

import io.halo.support.cluster.Await;
import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ScriptRun;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// How soon the programs serve, and how much memory they take.
final class StartBench {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int CONNECT_MILLIS = 1000;

    /// Rounds of monitors after which a cluster counts as idle: what the start has left behind is
    /// gone.
    private static final int IDLE_ROUNDS = 20;

    private StartBench() {}

    /// A pair that runs nothing: from the last agent's first answer to the last of its resources
    /// running.
    static List<Row> firstStart(int runs) {
        List<Row> rows = new ArrayList<>();
        List<Double> agents = new ArrayList<>();
        List<Double> managers = new ArrayList<>();
        for (Duration period : List.of(Duration.ofMillis(500), Duration.ofSeconds(5))) {
            List<Double> values = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                try (TestCluster cluster = TestCluster.of(ClusterPlan.pair("mds", 4))) {
                    agents.add(toServing(cluster));
                    cluster.agents().start("mds01");
                    Instant launched = Instant.now();
                    cluster.manager().start(ManagerOptions.testMode().every(period));
                    managers.add(millis(Duration.between(launched, Instant.now())));
                    cluster.awaitAtHome();
                    values.add(millis(firstStart(cluster)));
                }
            }
            String name =
                    "first start of a pair, 8 resources, period " + period.toMillis() / 1e3 + " s";
            rows.add(new Row(name, "ms", "<= 500", values));
        }
        rows.add(new Row("agent: start to its port answering", "ms", "<= 1500", agents));
        rows.add(new Row("manager: start to its first status", "ms", "", managers));
        return rows;
    }

    /// Resident memory of a manager with four hosts and of its agents, at rest.
    static List<Row> sizes(int runs) {
        List<Double> managers = new ArrayList<>();
        List<Double> agents = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            try (TestCluster cluster =
                    TestCluster.of(ClusterPlan.pair("mds", 3).andPair("oss", 3))) {
                cluster.bringUp(ManagerOptions.testMode());
                rest(cluster);
                managers.add(cluster.manager().program().residentKib() / 1024.0);
                cluster.plan()
                        .hosts()
                        .forEach(host ->
                                agents.add(cluster.agents().program(host).residentKib() / 1024.0));
            }
        }
        return List.of(
                new Row("manager, idle, 4 hosts: resident memory", "MiB", "<= 220", managers),
                new Row("agent, idle: resident memory", "MiB", "<= 100", agents));
    }

    private static Duration firstStart(TestCluster cluster) {
        List<ScriptRun> runs = cluster.records().runs();
        Instant lastAnswer =
                Stream.of("mds00", "mds01")
                        .map(host -> firstProbe(runs, host))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        Instant lastStart =
                runs.stream()
                        .filter(run -> run.operation().equals("start"))
                        .map(ScriptRun::end)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return Duration.between(lastAnswer, lastStart);
    }

    /// The first script that an agent runs for the manager: within a few milliseconds of its first
    /// answer.
    private static Instant firstProbe(List<ScriptRun> runs, String host) {
        return runs.stream()
                .filter(run -> run.host().equals(host))
                .map(ScriptRun::begin)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    static double toServing(TestCluster cluster) {
        String[] address = cluster.network().address("mds00").split(":", 2);
        InetSocketAddress port = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
        Instant launched = Instant.now();
        cluster.agents().start("mds00");
        Await.until("the agent answers", DEADLINE, () -> answers(port));
        return millis(Duration.between(launched, Instant.now()));
    }

    private static boolean answers(InetSocketAddress port) {
        try (Socket socket = new Socket()) {
            socket.connect(port, CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void rest(TestCluster cluster) {
        int mark = cluster.records().mark();
        int resources = cluster.plan().resources().size();
        Await.until(
                "the cluster is at rest",
                DEADLINE,
                () -> cluster.records().scripts(mark, "monitor").size() >= IDLE_ROUNDS * resources);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
