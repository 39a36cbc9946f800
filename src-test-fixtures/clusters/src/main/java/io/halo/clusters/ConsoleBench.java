package io.halo.clusters;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How quick each command of the console is: from the start of its program to its end, with a
/// manager and the agents of a pair on the same machine.
///
/// What a command waits for is not its own time, so those that change something are measured where
/// there is nothing to do, or as `--dry-run`.
final class ConsoleBench {
    /// In its place comes the path of a file that is not there yet.
    private static final String FILE = "FILE";

    /// In this order no command spoils the cluster for the next one.
    private static final List<String> LINES =
            List.of(
                    "version",
                    "help",
                    "help fence",
                    "validate",
                    "status",
                    "status --why",
                    "wait --healthy --timeout 30s",
                    "explain mds_pool0",
                    "explain mds00",
                    "events show",
                    "operations",
                    "state dump",
                    "report --to " + FILE,
                    "plan",
                    "plan --fail mds00",
                    "doctor",
                    "power status",
                    "power on mds00",
                    "unmanage mds_pool0",
                    "manage mds_pool0",
                    "start mds_pool0",
                    "stop mds_pool0 --dry-run",
                    "restart mds_pool0 --dry-run",
                    "cleanup mds_pool0",
                    "maintenance on mds00",
                    "maintenance off mds00",
                    "activate mds00",
                    "deactivate mds00 --dry-run",
                    "failback --onto mds00",
                    "fence mds00 --dry-run",
                    "fence mds00 --confirm-off --yes",
                    "reset mds00",
                    "forget mds_pool9",
                    "accept-state --yes",
                    "events clear");

    private ConsoleBench() {}

    /// @param exit how it ended the last time
    private record Timed(String line, List<Double> millis, int exit) {
        Row row() {
            String end = exit == 0 ? "" : " (exit status " + exit + ")";
            return new Row("halo " + line + end, "ms", "<= 250", millis);
        }
    }

    static List<Row> commands(int runs) {
        Map<String, Timed> times = new LinkedHashMap<>();
        try (TestCluster cluster = TestCluster.of(ClusterPlan.pair("mds", 2))) {
            cluster.agents().connectPowerSwitches();
            cluster.bringUp(ManagerOptions.testMode());
            for (int run = 0; run < 2 * runs; run++) {
                for (String line : LINES) {
                    String file = cluster.directory().resolve("report-" + run + ".zip").toString();
                    CommandResult result =
                            cluster.manager().halo(line.replace(FILE, file).split(" "));
                    List<Double> millis = new ArrayList<>();
                    if (times.get(line) instanceof Timed before) {
                        millis.addAll(before.millis());
                    }
                    millis.add(result.took().toNanos() / 1e6);
                    times.put(line, new Timed(line, millis, result.exit()));
                }
            }
        }
        return times.values().stream().map(Timed::row).toList();
    }
}
