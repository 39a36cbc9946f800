package io.halo.clusters;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.Equipment;
import io.halo.support.cluster.GroupPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// `halo demo --broken N`: a pair of servers with something wrong, for those who want to try
/// whether HALO tells them what.
///
/// It says where the cluster is, never what is wrong. Whoever reads on has read the answers.
final class BrokenCluster {
    private static final ClusterPlan PAIR =
            ClusterPlan.pair("mds", 3)
                    .changingGroup("mds_pool0", BrokenCluster::impatient)
                    .changingGroup("mds_pool1", BrokenCluster::impatient);

    /// Where the server was once may still be remembered.
    private static final Set<String> NOWHERE = Set.of("awaithost", "notarget");

    private static final List<Trouble> TROUBLES =
            List.of(
                    new Trouble(ManagerOptions.testMode(), BrokenCluster::halfInstalled),
                    new Trouble(ManagerOptions.testMode(), BrokenCluster::withoutMains),
                    new Trouble(ManagerOptions.testMode(), BrokenCluster::forgotten),
                    new Trouble(ManagerOptions.testMode(), BrokenCluster::withoutDisks),
                    new Trouble(ManagerOptions.testMode(), BrokenCluster::byHand));

    /// @param breaking breaks a cluster that is well, and returns when the manager has seen it
    private record Trouble(ManagerOptions options, Breaking breaking) {}

    @FunctionalInterface
    private interface Breaking {
        void of(TestCluster cluster, Equipment equipment);
    }

    private BrokenCluster() {}

    /// Until the end of the input, or a signal.
    static int play(String word) throws IOException {
        if (!word.matches("[1-5]")) {
            System.err.println("halo demo: --broken takes a number from 1 to " + TROUBLES.size());
            return 2;
        }
        System.out.println("Starting two agents and a manager, and breaking something ...");
        TestCluster cluster = cluster();
        cluster.closeAtExit();
        breakIt(cluster, Integer.parseInt(word));
        System.out.printf(
                """

                The servers mds00 and mds01 are in %s
                Something is wrong with them. In another terminal, in the top directory of the source tree:
                  export HALO_SOCKET=%s HALO_CONFIG=%s
                  bin/halo help
                What a server is made of, and how to repair one, is in src-test-fixtures/README.md.
                You are done when `bin/halo status` says OK and 6 resources running. Ctrl-C or Ctrl-D here ends everything.

                """,
                cluster.directory(), cluster.manager().socket(), cluster.manager().config());
        while (System.in.read() >= 0) {
            // Only the end of it counts.
        }
        return 0;
    }

    /// @param number from 1 to 5
    /// @param cluster of which nothing is started
    static void breakIt(TestCluster cluster, int number) {
        Trouble trouble = TROUBLES.get(number - 1);
        Equipment equipment = Equipment.of(cluster);
        cluster.agents().connectPowerSwitches();
        cluster.bringUp(trouble.options());
        trouble.breaking().of(cluster, equipment);
    }

    /// Of which nothing is started.
    static TestCluster cluster() {
        return TestCluster.of(PAIR);
    }

    /// An update went wrong on the one server while the other is out of service.
    private static void halfInstalled(TestCluster cluster, Equipment equipment) {
        colleague(cluster, "deactivate", "mds01", "--reason", "new memory, back on Monday");
        cluster.agents().terminate("mds00");
        cluster.truth().removeGroup("mds_pool0", "mds00");
        cluster.truth().removeGroup("mds_pool1", "mds00");
        equipment.uninstall("mds00", "lustre/Lustre");
        cluster.agents().start("mds00");
        cluster.awaitStatus(
                "nothing is started there",
                status ->
                        status.connected("mds00")
                                && NOWHERE.contains(status.phase("mds_pool0"))
                                && NOWHERE.contains(status.phase("mds_pool1")));
    }

    /// A power supply has burnt, and the power controller has no power of its own.
    private static void withoutMains(TestCluster cluster, Equipment equipment) {
        equipment.cutMains(cluster, "mds00");
        cluster.awaitStatus(
                "its power-off failed",
                status ->
                        status.phase("mds_pool0").equals("awaitpower")
                                && status.verdict().equals("CRITICAL"));
    }

    /// Two people, two evenings, and nobody to clear up.
    private static void forgotten(TestCluster cluster, Equipment equipment) {
        colleague(cluster, "stop", "mds_pool0", "--reason", "scrub of the old disks, Anna");
        colleague(
                cluster,
                "maintenance",
                "on",
                "mds00",
                "--until",
                "1s",
                "--reason",
                "firmware of the HBA, ask Ben");
        cluster.awaitStatus(
                "it is in maintenance", status -> status.verdict().equals("MAINTENANCE"));
    }

    /// Somebody pulled a cable of the wrong enclosure.
    private static void withoutDisks(TestCluster cluster, Equipment equipment) {
        equipment.loseDisks("mds_pool1");
        cluster.truth().removeGroup("mds_pool1", "mds01");
        cluster.awaitStatus("it is given up", status -> status.phase("mds_pool1").equals("error"));
    }

    /// A pool was imported by hand on the wrong server.
    private static void byHand(TestCluster cluster, Equipment equipment) {
        colleague(cluster, "unmanage", "mds_pool1", "--reason", "a look at its snapshots");
        cluster.truth().remove("mds_b0", "mds01");
        cluster.truth().remove("mds_b1", "mds01");
        cluster.truth().put("mds_pool1", "mds00");
        cluster.awaitStatus(
                "it is seen",
                status ->
                        status.phase("mds_pool1").equals("conflict")
                                && status.seenOn("mds_b0", "mds01").equals("Stopped")
                                && status.seenOn("mds_b1", "mds01").equals("Stopped"));
    }

    private static void colleague(TestCluster cluster, String... words) {
        CommandResult result = cluster.manager().halo(words);
        if (result.exit() != 0) {
            throw new IllegalStateException(String.join(" ", words) + ": " + result.words());
        }
    }

    private static GroupPlan impatient(GroupPlan group) {
        return group.with("policy: { start_attempts: 2, backoff_first: 1s, backoff_max: 1s }");
    }
}
