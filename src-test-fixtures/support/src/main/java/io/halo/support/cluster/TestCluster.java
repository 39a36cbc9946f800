package io.halo.support.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// A cluster of real programs in a directory of its own.
///
/// ```java
/// try (TestCluster cluster = TestCluster.of(ClusterPlan.pair("mds", 4))) {
///     cluster.bringUp(ManagerOptions.testMode());
///     cluster.agents().kill("mds00");
///     cluster.await("mds01 runs everything", () -> cluster.truth().groupRuns("mds_pool0", "mds01"));
/// }
/// ```
///
/// Whatever happens to this JVM, the programs end and the directory goes away.
public final class TestCluster implements AutoCloseable {
    /// Long, because the machines of tests are slow and shared; nobody waits for it unless
    /// something is broken.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClusterPlan plan;
    private final Network network;
    private final Path directory;
    private final Guard guard;
    private final NeverTwice never;
    private final Truth truth;
    private final Records records;
    private final Faults faults;
    private final Agents agents;
    private final Manager manager;
    private boolean asksWhy;

    private TestCluster(ProjectFiles files, ClusterPlan plan, Network network, Path directory) {
        this.plan = plan;
        this.network = network;
        this.directory = directory;
        TextFile.makeDirectory(directory.resolve("logs"));
        this.guard = Guard.over(files, directory);
        prepare(network, plan, directory, guard);
        this.never = NeverTwice.watching(plan, directory);
        this.truth = new Truth(plan, directory);
        this.records = new Records(plan, directory);
        this.faults = new Faults(plan, directory);
        this.agents = new Agents(files, plan, network, directory);
        this.manager = new Manager(files, network, directory);
        writeConfig(files, plan);
    }

    /// On the loopback interface. Nothing is started yet.
    public static TestCluster of(ClusterPlan plan) {
        return of(plan, new Loopback());
    }

    public static TestCluster of(ClusterPlan plan, Network network) {
        try {
            // Short: the path of a unix socket has at most 107 bytes.
            Path directory = Files.createTempDirectory("halo").toRealPath();
            return new TestCluster(ProjectFiles.find(), plan, network, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("making a directory for the cluster", e);
        }
    }

    /// Starts everything and waits until every group runs at home and every host is protected.
    public void bringUp(ManagerOptions options) {
        agents.startAll();
        manager.start(options);
        awaitAtHome();
    }

    /// Every group at home, in truth and as the manager sees it, and every failover would work.
    public void awaitAtHome() {
        await("every group runs at home", truth::allAtHome);
        awaitStatus("the manager sees every group running", this::seesAllRunning);
        awaitStatus("every host is protected", this::allProtected);
    }

    /// Undoes what a test has done: no faults, every program up, nothing fenced, stopped, inactive
    /// or failed over.
    public void restore(ManagerOptions options) {
        new Restore(this).run(options);
    }

    public void await(String what, BooleanSupplier condition) {
        try {
            Await.until(what, PATIENCE, condition);
        } catch (Await.NotInTime e) {
            throw e.with(picture());
        }
    }

    /// Waits until the manager's status is as wanted; one that does not answer is not.
    public void awaitStatus(String what, Predicate<Status> wanted) {
        await(what, () -> manager.tryStatus().filter(wanted).isPresent());
        if (asksWhy) {
            new Explanations(manager, plan).check();
        }
    }

    /// From now on the manager must explain every group and host whenever a status was awaited. Not
    /// for benchmarks and large clusters: one request for each.
    public void askWhy() {
        asksWhy = true;
    }

    /// Waits until a group runs on a host and the manager says so too.
    public void awaitGroupOn(String root, String host) {
        await(root + " runs on " + host, () -> truth.groupRuns(root, host));
        awaitStatus(
                "the manager sees " + root + " on " + host,
                status ->
                        plan.tree(root).stream()
                                .allMatch(r -> status.runningOn(r.id()).equals(List.of(host))));
    }

    /// Every time a resource ran on two hosts at once.
    public List<String> violations() {
        return never.violations();
    }

    public void forgiveViolations() {
        never.forgive();
    }

    /// Ends everything when this JVM ends, however politely.
    public void closeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close-cluster"));
    }

    public ClusterPlan plan() {
        return plan;
    }

    public Network network() {
        return network;
    }

    public Path directory() {
        return directory;
    }

    public Truth truth() {
        return truth;
    }

    public Records records() {
        return records;
    }

    public Faults faults() {
        return faults;
    }

    public Agents agents() {
        return agents;
    }

    public Manager manager() {
        return manager;
    }

    /// The configuration of a changed cluster, for the manager's next start. Hosts must stay.
    public void reconfigure(ClusterPlan changed) {
        writeConfig(ProjectFiles.find(), changed);
    }

    /// Leaves the directory behind when the cluster is closed.
    public void keep() {
        TextFile.write(directory.resolve("keep"), "");
    }

    /// What one wants to see when something did not come about.
    public String picture() {
        return Picture.of(this);
    }

    @Override
    public void close() {
        try {
            never.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the watch of " + directory, e);
        } finally {
            guard.release();
        }
    }

    /// The guard removes what there is of a network that could not be made.
    private static void prepare(Network network, ClusterPlan plan, Path directory, Guard guard) {
        try {
            network.prepare(plan, directory);
        } catch (RuntimeException e) {
            guard.release();
            throw e;
        }
    }

    boolean seesAllRunning(Status status) {
        return plan.resources().stream().allMatch(r -> status.word(r.id()).equals("Running"));
    }

    private boolean allProtected(Status status) {
        return plan.groups().stream()
                .filter(group -> !group.failover().isEmpty())
                .allMatch(group -> status.isProtected(group.home()));
    }

    private void writeConfig(ProjectFiles files, ClusterPlan of) {
        String text = ConfigText.of(of, network::address, files.fenceProgram(), directory);
        TextFile.write(directory.resolve("halo.conf"), text);
    }
}
