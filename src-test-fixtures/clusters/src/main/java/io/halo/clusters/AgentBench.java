package io.halo.clusters;

import io.halo.clusters.load.AgentLoad;
import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one packaged agent takes of its server: memory at rest and at 200 operations a second, and
/// the processor for each of them.
final class AgentBench {
    private static final String HOST = "mds00";

    private AgentBench() {}

    /// What one run has found.
    private record Run(double serving, double idleMib, AgentLoad.Figures load) {}

    static List<Row> footprint(int times) {
        List<Run> runs = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            try (TestCluster cluster = TestCluster.of(ClusterPlan.pair("mds", 1))) {
                AgentLoad load = new AgentLoad(cluster, HOST);
                double serving = StartBench.toServing(cluster);
                double idle = cluster.agents().program(HOST).residentKib() / 1024.0;
                runs.add(new Run(serving, idle, load.measure()));
            }
        }
        String cpu = "agent, CPU of a monitor at 200 a second: ";
        return List.of(
                row("agent: start to its port answering", "ms", "<= 1500", runs, Run::serving),
                row("agent, started: resident memory", "MiB", "<= 100", runs, Run::idleMib),
                row(
                        "agent, 200 monitors a second: that ran",
                        "1/s",
                        "",
                        runs,
                        r -> r.load().rate()),
                row(
                        "agent, 200 monitors a second: resident memory",
                        "MiB",
                        "<= 130",
                        runs,
                        run -> run.load().residentMib()),
                row(cpu + "above the script's", "ms", "<= 2.5", runs, r -> r.load().aboveMillis()),
                row(cpu + "of its own threads", "ms", "", runs, r -> r.load().ownMillis()),
                row(cpu + "with what it starts", "ms", "", runs, r -> r.load().allMillis()),
                row("the script alone", "ms", "", runs, r -> r.load().aloneMillis()));
    }

    private static Row row(
            String name, String unit, String target, List<Run> runs, ToDoubleFunction<Run> figure) {
        return new Row(name, unit, target, runs.stream().mapToDouble(figure).boxed().toList());
    }
}
