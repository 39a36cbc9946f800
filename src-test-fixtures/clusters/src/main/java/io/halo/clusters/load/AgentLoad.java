package io.halo.clusters.load;

import io.halo.clusters.scale.Cost;
import io.halo.support.cluster.Await;
import io.halo.support.cluster.Program;
import io.halo.support.cluster.TestCluster;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Has an agent monitor 200 resources, each once a second, as a manager would.
public final class AgentLoad {
    /// The JVM compiles first what it is to run all day.
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private static final int TICKS_PER_SECOND = 10;
    private static final int MONITORS_PER_TICK = 20;

    private final TestCluster cluster;
    private final String host;
    private final BenchScript script;

    /// @param host whose agent is not started yet
    public AgentLoad(TestCluster cluster, String host) {
        this.cluster = cluster;
        this.host = host;
        this.script = new BenchScript(cluster.directory());
        cluster.agents().set("OCF_ROOT", script.root().toString());
    }

    /// What the load costs, in processor time per monitor.
    ///
    /// @param ownMillis of the agent's own threads
    /// @param allMillis of them and of all that they started
    /// @param aloneMillis of the script, begun by a shell right after
    public record Figures(
            double rate,
            double residentMib,
            double ownMillis,
            double allMillis,
            double aloneMillis) {
        public double aboveMillis() {
            return allMillis - aloneMillis;
        }
    }

    /// Blocks for about forty seconds.
    public Figures measure() {
        Program agent = cluster.agents().program(host);
        try (Monitors monitors = new Monitors(cluster.network().address(host))) {
            steadily(monitors, WARM_UP);
            Cost before = Cost.of(agent);
            long ranBefore = monitors.ran();
            long began = System.nanoTime();
            steadily(monitors, MEASURED);
            double seconds = (System.nanoTime() - began) / 1e9;
            Cost cost = Cost.of(agent).since(before);
            long ran = monitors.ran() - ranBefore;
            return new Figures(
                    ran / seconds,
                    agent.residentKib() / 1024.0,
                    cost.own() * 1000 / ran,
                    (cost.own() + cost.children()) * 1000 / ran,
                    script.alone());
        }
    }

    /// Ticks come when they are due, whatever the last one's scripts do.
    private static void steadily(Monitors monitors, Duration length) {
        long began = System.nanoTime();
        long ticks = length.toSeconds() * TICKS_PER_SECOND;
        for (long tick = 0; tick < ticks; tick++) {
            long due = began + tick * Duration.ofSeconds(1).toNanos() / TICKS_PER_SECOND;
            for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
            monitors.ask((int) (tick % TICKS_PER_SECOND) * MONITORS_PER_TICK, MONITORS_PER_TICK);
        }
        Await.until("all monitors are answered", DEADLINE, monitors::isAllAnswered);
    }
}
