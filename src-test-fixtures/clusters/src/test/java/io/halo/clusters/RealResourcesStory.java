package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Namespaces;
import io.halo.support.cluster.ResourcePlan;
import io.halo.support.cluster.Shell;
import io.halo.support.cluster.TestCluster;
import io.halo.support.machine.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A web server that moves with its address and its files: the scripts of Debian's resource-agents
/// on two servers with a network and mounts of their own, and one ext4 that both could mount. Needs
/// root.
class RealResourcesStory {
    private static final String OCF_ROOT = "/usr/lib/ocf";
    private static final String ADDRESS = "10.77.0.200";

    /// The script is run all the same.
    private static final String MISSPELT = "prot";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    @TempDir Path directory;
    private TestCluster cluster;
    private Namespaces network;

    @BeforeAll
    static void needs() {
        Needed.nothingLacks(Namespaces.unavailable());
        Needed.program("ocf-tester", "resource-agents");
        Needed.program("modprobe", "kmod");
        Needed.program("mkfs.ext4", "e2fsprogs");
        Needed.program("nginx", "nginx-light");
        Needed.program("curl", "curl");
    }

    @BeforeEach
    void atHome() throws IOException {
        directory = directory.toRealPath();
        Files.createDirectory(mountPoint());
        Files.createDirectory(runDirectory());
        shell("truncate -s 16M %1$s/image; mkfs.ext4 -q %1$s/image".formatted(directory));
        Files.writeString(
                directory.resolve("nginx.conf"),
                """
                user root;
                pid %3$s/nginx.pid;
                error_log %3$s/nginx.log;
                events {}
                http {
                  access_log off;
                  server { listen %2$s:80; root %1$s; }
                }
                """
                        .formatted(mountPoint(), ADDRESS, runDirectory()));
        network = new Namespaces();
        cluster = CLUSTERS.fresh(plan(), network);
        cluster.agents().set("OCF_ROOT", OCF_ROOT);
        cluster.agents().startAll();
        cluster.manager().start(ManagerOptions.normalMode());
        runsOn("web00");
        Files.writeString(page("web00"), "first\n");
        assertThat(served()).isEqualTo("first\n");
    }

    /// Its server is cut off: powered off, and all of it comes up on the other, with what was
    /// written.
    @Test
    void itFailsOverAndBack() throws IOException {
        network.cut("web00");
        runsOn("web01");
        assertThat(cluster.agents().alive("web00")).isFalse();
        assertThat(served()).isEqualTo("first\n");

        Files.writeString(page("web01"), "second\n");
        network.mend("web00");
        cluster.agents().start("web00");
        cluster.awaitStatus("it is back", status -> status.connected("web00"));
        halo("reset", "web00");
        halo("failback", "--onto", "web00");
        runsOn("web00");
        assertThat(served()).isEqualTo("second\n");
    }

    /// A process that dies is started again where it was; the address stays.
    @Test
    void aDaemonThatDiesIsStartedAgain() {
        int offs = cluster.records().fences("off", "web00").size();
        shell(
                "kill -KILL -$(cat /proc/%d/root%s/nginx.pid)"
                        .formatted(agent("web00"), runDirectory()));
        cluster.await("it is served again", () -> curl().out().equals("first\n"));
        runsOn("web00");
        assertThat(cluster.records().fences("off", "web00")).hasSize(offs);
    }

    /// What one of them is told and does not know, and how much time one wants.
    @Test
    void whatTheScriptsSayAboutThemselvesIsHeard() throws IOException {
        cluster.await(
                "a misspelt parameter is spoken of by both servers",
                () ->
                        cluster.manager()
                                .halo("status", "-x")
                                .out()
                                .replaceAll("\\s+", " ")
                                .contains(
                                        "heartbeat/nginx does not know the parameter 'prot'; did you mean 'port'?"
                                                + " (says web00, web01)"));
        assertThat(Files.readString(cluster.manager().log()))
                .containsPattern("heartbeat/Filesystem on web0[01] asks for .*monitor 40 s");
    }

    private ClusterPlan plan() {
        ResourcePlan disk =
                resource(
                        "disk",
                        "heartbeat/Filesystem",
                        Map.of(
                                "device",
                                directory.resolve("image").toString(),
                                "directory",
                                mountPoint().toString(),
                                "fstype",
                                "ext4",
                                "options",
                                "loop"),
                        "run");
        // Pid files of a server that lost power must not come along with the disk.
        ResourcePlan run =
                resource(
                        "run",
                        "heartbeat/Filesystem",
                        Map.of(
                                "device",
                                "tmpfs",
                                "directory",
                                runDirectory().toString(),
                                "fstype",
                                "tmpfs"),
                        "address");
        ResourcePlan address =
                resource(
                        "address",
                        "heartbeat/IPaddr2",
                        Map.of("ip", ADDRESS, "cidr_netmask", "24", "nic", "eth0"),
                        "web");
        ResourcePlan web =
                resource(
                        "web",
                        "heartbeat/nginx",
                        Map.of(
                                "configfile",
                                directory.resolve("nginx.conf").toString(),
                                MISSPELT,
                                "80"));
        return ClusterPlan.empty()
                .set("dead_after", "2s")
                .host("web00")
                .host("web01")
                .group("web00", List.of("web01"), disk, run, address, web);
    }

    private static ResourcePlan resource(
            String id, String kind, Map<String, String> parameters, String... dependents) {
        return new ResourcePlan(
                id, kind, "real." + id, new TreeMap<>(parameters), List.of(dependents), List.of());
    }

    /// As the manager sees it, and in truth: whatever happened, one server has it mounted.
    private void runsOn(String host) {
        cluster.awaitStatus(
                "all of it runs on " + host,
                status ->
                        cluster.plan().resources().stream()
                                .allMatch(it -> status.runningOn(it.id()).equals(List.of(host))));
        assertThat(shell("losetup --associated " + directory.resolve("image")).lines()).hasSize(1);
        assertThat(page(host).getParent().resolve("lost+found")).isDirectory();
    }

    private String served() {
        CommandResult result = curl();
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }

    private CommandResult curl() {
        var command = new ArrayList<>(network.onManager());
        command.addAll(List.of("curl", "--silent", "--show-error", "--max-time", "10"));
        command.add("http://" + ADDRESS + "/page");
        return Shell.run(command, Map.of(), PATIENCE);
    }

    /// As the server sees it.
    private Path page(String host) {
        return Path.of("/proc/" + agent(host) + "/root" + mountPoint() + "/page");
    }

    private long agent(String host) {
        return cluster.agents().program(host).pid();
    }

    private Path runDirectory() {
        return directory.resolve("run");
    }

    private Path mountPoint() {
        return directory.resolve("disk");
    }

    private void halo(String... words) {
        CommandResult result = cluster.manager().halo(words);
        assertThat(result.exit()).as(result.words()).isZero();
    }

    private static String shell(String script) {
        CommandResult result = Shell.run(List.of("sh", "-ec", script), Map.of(), PATIENCE);
        assertThat(result.exit()).as(script + ": " + result.err()).isZero();
        return result.out();
    }
}
