package io.halo.clusters;

import io.halo.clusters.scale.ScaleBench;
import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ProjectFiles;
import io.halo.support.cluster.TestCluster;
import java.io.Console;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `halo demo`: two failover pairs on this machine, to play with.
///
/// Nothing outside of a temporary directory is touched, and nothing is left: the end of the
/// console, of this program or of its terminal ends every program it started.
public final class Demo {
    private static final String USAGE =
            """
            usage: halo demo            four agents, a manager and the console, until you leave it
                   halo demo --broken N  a pair with something wrong, N from 1 to 5: find out what, and mend it
                   halo demo --check    kills an agent, shows what happens and when; exit status 0 if all is well
                   halo demo --bench    measures; see halo demo --bench --help
                   halo demo --scale    measures a manager of up to 1000 hosts; see halo demo --scale --help
            """;

    private Demo() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            System.exit(run(List.of(arguments)));
        } catch (IllegalStateException | AssertionError e) {
            System.err.println("halo demo: " + e.getMessage());
            System.exit(1);
        }
    }

    private static int run(List<String> words) throws IOException, InterruptedException {
        if (words.isEmpty()) {
            return play();
        }
        if (words.getFirst().equals("--bench")) {
            return Bench.run(words.subList(1, words.size()));
        }
        if (words.getFirst().equals("--scale")) {
            return ScaleBench.run(words.subList(1, words.size()));
        }
        if (words.size() == 2 && words.getFirst().equals("--broken")) {
            return BrokenCluster.play(words.getLast());
        }
        if (words.equals(List.of("--check"))) {
            return check();
        }
        boolean asked = words.equals(List.of("--help"));
        (asked ? System.out : System.err).print(USAGE);
        return asked ? 0 : 2;
    }

    private static int play() throws IOException, InterruptedException {
        TestCluster cluster = start();
        System.out.printf(
                """

                Two pairs, mds00/mds01 and oss00/oss01, are running in %s
                Try this from another terminal, and watch it here with `status` or `events show`:
                  kill -9 %d
                      the agent of mds00: the manager powers it off and starts its group on mds01
                      (then, here: power on mds00, reset mds00, failback --onto mds00)
                  rm '%s'
                      a resource of oss00 dies: it is started again in place
                And here:
                  status
                `exit` or Ctrl-D ends everything.

                """,
                cluster.directory(),
                cluster.agents().program("mds00").pid(),
                cluster.truth().file("oss_a0", "oss00"));
        return new ProcessBuilder(console(cluster)).inheritIO().start().waitFor();
    }

    /// On a terminal the console becomes its foreground job: Ctrl-C interrupts a command there, not
    /// the demo.
    private static List<String> console(TestCluster cluster) {
        List<String> command = new ArrayList<>();
        if (System.console() instanceof Console console && console.isTerminal()) {
            command.addAll(List.of("sh", "-mc", "\"$@\"", "console"));
        }
        command.add(ProjectFiles.find().launcher("halo").toString());
        command.addAll(List.of("--socket", cluster.manager().socket().toString()));
        command.addAll(List.of("--config", cluster.manager().config().toString()));
        return command;
    }

    private static int check() {
        TestCluster cluster = start();
        System.out.println("Everything runs at home. Now the agent of mds00 is killed.");
        Instant killed = Instant.now();
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitStatus("mds00 is fenced", status -> status.fenced("mds00"));
        System.out.println();
        System.out.print(Timeline.of(cluster, Failover.of(cluster, "mds00", killed)));
        cluster.awaitGroupOn("oss_pool0", "oss00");
        cluster.awaitGroupOn("oss_pool1", "oss01");
        List<String> violations = cluster.violations();
        violations.forEach(violation -> System.out.println("RAN TWICE: " + violation));
        System.out.println(
                violations.isEmpty()
                        ? "All is well: one power-off, one start of each resource, nothing ran twice."
                        : "Not well.");
        return violations.isEmpty() && cluster.records().fences("off", "mds00").size() == 1 ? 0 : 1;
    }

    private static TestCluster start() {
        System.out.println("Starting four agents and a manager ...");
        TestCluster cluster = TestCluster.of(ClusterPlan.pair("mds", 3).andPair("oss", 3));
        cluster.closeAtExit();
        cluster.agents().connectPowerSwitches();
        cluster.bringUp(ManagerOptions.testMode());
        return cluster;
    }
}
