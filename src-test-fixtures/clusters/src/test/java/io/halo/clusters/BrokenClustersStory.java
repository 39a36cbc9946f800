package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ProjectFiles;
import io.halo.support.cluster.Shell;
import io.halo.support.cluster.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// D: each cluster of `halo demo --broken` can be mended by somebody who knows nothing but what the
/// console says: types what it prints, and repairs on the servers what it names.
@Timeout(300)
class BrokenClustersStory {
    private static final Pattern SOCKET = Pattern.compile("HALO_SOCKET=(\\S+)");

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;

    @Test
    void aServerThatMissesAnAgentWhileItsPartnerIsOutOfService() throws IOException {
        start(1);
        statusSays(
                "CRITICAL",
                "mds00/ocf/resource.d/lustre/Lustre does not exist",
                "deactivated by root: new memory, back on Monday",
                "type: install what it needs there");
        explains("mds_pool0", "mds00/ocf/resource.d/lustre/Lustre does not exist");
        explains("mds01", "deactivated", "Type: halo activate mds01");
        doctorSays("there is no lustre/Lustre", "do: install it there");
        Files.copy(
                file("servers/mds01/ocf/resource.d/lustre/Lustre"),
                file("servers/mds00/ocf/resource.d/lustre/Lustre"),
                StandardCopyOption.COPY_ATTRIBUTES);
        cluster.awaitGroupOn("mds_pool0", "mds00");
        cluster.awaitGroupOn("mds_pool1", "mds00");
        run("activate", "mds01");
        type("halo failback --onto mds01");
        allIsWell();
    }

    @Test
    void aServerThatDiedWithItsPowerController() throws IOException {
        start(2);
        statusSays("CRITICAL", "power-off without proof", "power controller of mds00: no route");
        explains("mds_pool0", "AwaitPower", "halo fence --confirm-off mds00 if it is off");
        doctorSays("mds00: power-off without proof", "do: halo fence --confirm-off mds00");
        assertThat(cluster.truth().groupIsDown("mds_pool0")).as("it is off: looked").isTrue();
        printed("halo fence --confirm-off mds00");
        cluster.await(
                "it was silent for long enough to be believed off",
                () ->
                        cluster.manager().halo("fence", "--confirm-off", "mds00", "--yes").exit()
                                == 0);
        cluster.awaitGroupOn("mds_pool0", "mds01");
        statusSays("DEGRADED", "type: repair it, power it on, then: halo reset mds00");
        Files.createFile(file("mains/mds00"));
        run("power", "on", "mds00");
        cluster.awaitStatus("it is back", status -> status.connected("mds00"));
        type("halo reset mds00");
        type("halo failback --onto mds00");
        allIsWell();
    }

    @Test
    void aGroupThatColleaguesForgot() {
        start(3);
        statusSays(
                "MAINTENANCE",
                "firmware of the HBA, ask Ben",
                "its maintenance was to end",
                "stopped by command");
        explains("mds_pool0", "stopped by root: scrub of the old disks, Anna");
        doctorSays("its maintenance was to end", "do: halo maintenance off mds00");
        type("halo maintenance off mds00");
        type("halo start mds_pool0");
        allIsWell();
    }

    @Test
    void aPoolWhoseDisksAreGone() throws IOException {
        start(4);
        statusSays("CRITICAL", "Error", "disks/mds_pool1 is missing");
        explains(
                "mds_pool1",
                "disks/mds_pool1 is missing",
                "Type: mend that, then: halo cleanup mds_pool1");
        doctorSays("disks/mds_pool1 is missing", "do: mend that, then: halo cleanup mds_pool1");
        Files.createFile(file("disks/mds_pool1"));
        type("halo cleanup mds_pool1");
        cluster.awaitStatus("it runs", status -> status.word("mds_b1").startsWith("Running"));
        if (!cluster.truth().groupRuns("mds_pool1", "mds01")) {
            type("halo failback --onto mds01");
        }
        allIsWell();
    }

    @Test
    void aPoolThatIsImportedTwice() throws IOException {
        start(5);
        statusSays("CRITICAL", "Conflict", "seen on mds01, mds00 at once", "by hand");
        explains("mds_pool1", "a look at its snapshots", "stop it by hand on the others");
        doctorSays("mds_pool1: Conflict", "do: look which of them serves");
        Files.delete(file("mds00.zfs.mds_pool1"));
        type("halo manage mds_pool1");
        allIsWell();
        cluster.forgiveViolations();
    }

    /// As somebody plays it: it does not tell what is wrong, and nothing of it is left.
    @Test
    void theDemoTellsWhereAndNotWhatAndEndsWithItsInput() throws Exception {
        Process demo =
                new ProcessBuilder(
                                ProjectFiles.find().launcher("halo").toString(),
                                "demo",
                                "--broken",
                                "3")
                        .redirectErrorStream(true)
                        .start();
        try {
            Path socket = socket(demo.inputReader(StandardCharsets.UTF_8));
            CommandResult status =
                    Shell.run(
                            List.of(ProjectFiles.find().launcher("halo").toString(), "status"),
                            Map.of("HALO_SOCKET", socket.toString()),
                            Duration.ofMinutes(1));
            assertThat(status.out()).startsWith("MAINTENANCE");
            demo.getOutputStream().close();
            assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(demo.exitValue()).isZero();
            assertThat(socket.getParent()).doesNotExist();
        } finally {
            demo.descendants().forEach(ProcessHandle::destroy);
            demo.destroy();
        }
    }

    private static Path socket(BufferedReader screen) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = screen.readLine(); line != null; line = screen.readLine()) {
            text.append(line).append('\n');
            assertThat(line).doesNotContain("maintenance", "stopped");
            Matcher found = SOCKET.matcher(line);
            if (found.find()) {
                return Path.of(found.group(1));
            }
        }
        throw new AssertionError("it names no socket: " + text);
    }

    private void start(int number) {
        cluster = CLUSTERS.own(BrokenCluster.cluster());
        BrokenCluster.breakIt(cluster, number);
        assertThat(cluster.manager().status().verdict()).isNotEqualTo("OK");
    }

    private Path file(String name) {
        return cluster.directory().resolve(name);
    }

    private void statusSays(String... words) {
        cluster.await("the status says " + List.of(words), () -> holds(status(), words));
    }

    private void explains(String what, String... words) {
        cluster.await(
                what + " is explained with " + List.of(words),
                () -> holds(cluster.manager().halo("explain", what).out(), words));
    }

    private void doctorSays(String... words) {
        cluster.await(
                "the doctor says " + List.of(words),
                () -> holds(cluster.manager().halo("doctor", "-x").out(), words));
    }

    private static boolean holds(String text, String... words) {
        return List.of(words).stream().allMatch(text::contains);
    }

    private String status() {
        return cluster.manager().halo("status", "-x", "--why").out();
    }

    private void printed(String advice) {
        cluster.await("the console says to type '" + advice + "'", () -> status().contains(advice));
    }

    /// Types what the console prints.
    private void type(String advice) {
        printed(advice);
        run(advice.substring("halo ".length()).split(" "));
    }

    private void run(String... words) {
        CommandResult result = cluster.manager().halo(words);
        assertThat(result.exit()).as(result.words()).isZero();
    }

    private void allIsWell() {
        run("wait", "--healthy", "--timeout", "1m");
        cluster.awaitAtHome();
        cluster.awaitStatus("all is well", status -> status.verdict().equals("OK"));
    }
}
