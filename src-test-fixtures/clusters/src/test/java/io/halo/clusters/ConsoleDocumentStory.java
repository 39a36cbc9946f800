package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ProjectFiles;
import io.halo.support.cluster.TestCluster;
import io.halo.support.manual.Generated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every command of the console with what it prints, in `docs/console.md`: from a cluster of real
/// programs of which a server dies. With `-Dhalo.rewrite=true` that part of the page is written
/// anew; then review the difference.
@Timeout(600)
class ConsoleDocumentStory {
    /// A line of `halo help`: two blanks, the words of the command, then its arguments or a gap.
    private static final Pattern LISTED =
            Pattern.compile("  ([a-z-]+(?: [a-z-]+)*)(?: [^a-z ]|   ).*");

    /// What `ssh HOST 'sh -s'` would print of a server that has one pool and sees another.
    private static final String SSH =
            """
            #!/bin/sh
            for word; do host=$server server=$word; done
            case $host in
              oss00) mine='111\\tpool0' other='222\\tpool1' target='pool0/ost0\\t/mnt/ost0' ;;
              oss01) mine='222\\tpool1' other='111\\tpool0' target='pool1/ost1\\t/mnt/ost1' ;;
              *) echo "ssh: Could not resolve hostname $host: Name or service not known" >&2; exit 255 ;;
            esac
            printf 'halo-probe\\t1\\ndisk\\twwn-0x1\\ndisk\\twwn-0x2\\n'
            printf "imported\\t$mine\\ton\\tnone\\nvisible\\t$other\\ntarget\\t$target\\n"
            printf 'script\\theartbeat/ZFS\\nscript\\tlustre/Lustre\\nagent\\nbmc\\t10.1.0.1%s\\nend\\n' "${host#oss0}"
            """;

    private static final String MISTYPED =
            """
            hosts:
            - hostname: mds00
              fence_agnet: fence_ipmilan
            resource_groups:
            - root: pool0
              home_host: mds01
            """;

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private TestCluster cluster;
    private Transcript console;

    @Test
    void thePageShowsWhatEachCommandPrints() throws IOException {
        ClusterPlan plan =
                ClusterPlan.pair("mds", 2)
                        .andPair("oss", 2)
                        // Only a closed connection is a death: on a busy machine no other server
                        // must fall silent.
                        .set("dead_after", "60s")
                        // A server that is powered on counts as on once its agent runs.
                        .set("fencing", "{ timeout: 60s, check_interval: 1s }");
        cluster = CLUSTERS.fresh(plan);
        cluster.agents().connectPowerSwitches();
        cluster.bringUp(ManagerOptions.testMode());
        console = new Transcript(cluster, tools(cluster.directory()));

        allIsWell();
        aServerDies();
        itComesBack();
        workOnAGroup();
        workOnAServer();
        aServerHangs();
        whatIsKept();
        withoutAManager();

        assertThat(everyCommand()).allSatisfy(this::isShown);
        Path page = ProjectFiles.find().root().resolve("docs/console.md");
        Generated.markdown(page, "commands", console.text());
    }

    private void allIsWell() {
        console.heading(
                "All is well",
                "Two pairs, each server home to a pool with a target on it. The first command hides the events of their start.");
        console.done("events", "clear");
        console.done("status");
        console.done("wait", "--healthy", "--timeout", "5m");
        console.done("explain", "mds_pool0");
        console.done("explain", "mds00");
        console.done("plan");
        console.done("plan", "--fail", "mds00");
        console.done("doctor");
        console.done("power", "status");
    }

    private void aServerDies() {
        console.heading(
                "A server dies",
                "mds00 is killed. Its group runs on mds01 by the time that these are typed.");
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("mds_pool0", "mds01");
        cluster.awaitStatus("mds00 is fenced", status -> status.fenced("mds00"));
        console.done("status");
        console.done("status", "-x", "--why");
        console.done("explain", "mds00");
        console.done("explain", "mds_pool0");
        console.done("events", "show", "--object", "mds00", "-n", "1");
        console.done("events", "show", "--incident", incidentOf("mds00"));
        console.done("power", "status", "mds00");
        console.ends(1, "wait", "--healthy", "--timeout", "1s");
        console.ends(1, "failback", "--onto", "mds00");
    }

    /// As its newest event tells it.
    private String incidentOf(String host) {
        String event = cluster.manager().halo("events", "show", "--object", host, "-n", "1").out();
        String[] parts = event.strip().split(" incident=");
        assertThat(parts).as(event).hasSize(2);
        return parts[1];
    }

    private void itComesBack() {
        console.heading(
                "It is repaired and comes back",
                "Powered on, it gets its groups back only when somebody says that it is well.");
        back("mds00");
        console.done("reset", "mds00", "--reason", "new power supply");
        takesOverAgain("mds01");
        console.done("plan", "--failback", "mds00");
        console.done("failback", "--onto", "mds00");
        cluster.awaitAtHome();
        console.done("status", "-x");
    }

    /// Off it is already.
    private void back(String host) {
        console.done("power", "off", host);
        console.done("power", "on", host);
        cluster.awaitStatus(host + " is back", status -> status.connected(host));
    }

    /// The other server of its pair is looked at, so that all may go there.
    private void takesOverAgain(String host) {
        cluster.awaitStatus(host + " is protected", status -> status.isProtected(host));
    }

    private void workOnAGroup() {
        console.heading(
                "Work on a group",
                "What is stopped stays stopped, what is unmanaged is not touched; both until somebody says otherwise.");
        console.done("unmanage", "oss_pool0", "--reason", "resilver by hand");
        console.done("status", "-x", "--why");
        console.done("manage", "oss_pool0");
        cluster.awaitAtHome();
        console.ends(1, "stop", "oss_pol0");
        console.done("stop", "oss_pool0", "--reason", "new disks");
        console.done("start", "oss_pool0");
        cluster.awaitAtHome();
        console.done("restart", "oss_pool0");
        cluster.awaitAtHome();
        console.done("cleanup", "oss_pool0");
        cluster.awaitAtHome();
    }

    private void workOnAServer() {
        console.heading(
                "Work on a server",
                "Under maintenance its groups stay where they are; deactivated it loses them.");
        console.done("maintenance", "on", "oss00", "--until", "2h", "--reason", "firmware");
        console.done("status", "-x");
        console.done("maintenance", "off", "oss00");
        cluster.awaitAtHome();
        console.done("deactivate", "oss00", "--dry-run");
        console.done("deactivate", "oss00", "--reason", "firmware");
        console.done("activate", "oss00");
        takesOverAgain("oss01");
        console.done("failback", "--onto", "oss00");
        cluster.awaitAtHome();
    }

    private void aServerHangs() {
        console.heading(
                "A server hangs",
                "Of its own accord HALO fences only who is silent. Whoever sees more may ask for it.");
        console.done("fence", "oss01", "--dry-run");
        console.ends(2, "fence", "oss01", "--confirm-off");
        console.done("fence", "oss01", "--reason", "it hangs");
        cluster.awaitGroupOn("oss_pool1", "oss00");
        console.done("power", "status", "oss[00-01]");
        back("oss01");
        console.done("reset", "oss01");
        takesOverAgain("oss00");
        console.done("failback", "--onto", "oss01");
        cluster.awaitAtHome();
    }

    private void whatIsKept() {
        console.heading(
                "What is kept",
                "And what is refused: there is nothing to forget, and nobody else that has to be replaced.");
        console.done("operations");
        console.done("events", "show", "-n", "8");
        console.ends(1, "forget", "mds_pool7");
        console.ends(2, "accept-state");
        console.doneInShort(12, "state", "dump");
        console.done("report", "--to", "report.zip");
    }

    private void withoutAManager() throws IOException {
        console.heading("Without a manager", "The last one is typed after the end of the manager.");
        console.done("validate");
        Files.writeString(cluster.directory().resolve("new.conf"), MISTYPED);
        console.ends(64, "validate", "--config", "new.conf");
        console.done("discover", "oss[00-01]");
        console.ends(1, "discover", "oss09");
        console.done("version");
        console.doneInShort(12, "help");
        console.done("help", "fence");
        cluster.manager().terminate();
        console.ends(1, "status");
    }

    /// As the program itself lists them.
    private List<String> everyCommand() {
        CommandResult help = cluster.manager().halo("help");
        String list =
                help.out()
                        .substring(
                                help.out().indexOf("Commands:\n"),
                                help.out().indexOf("\nGlobal options:"));
        List<String> names =
                list.lines()
                        .skip(1)
                        .map(LISTED::matcher)
                        .peek(line -> assertThat(line.matches()).as(line.toString()).isTrue())
                        .map(line -> line.group(1))
                        .toList();
        assertThat(names).contains("status", "power on", "help").hasSizeGreaterThan(30);
        return names;
    }

    private void isShown(String command) {
        assertThat(console.typed())
                .anyMatch(line -> (line + " ").startsWith("halo " + command + " "));
    }

    private static Path tools(Path directory) throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        program(tools.resolve("ssh"), SSH);
        program(tools.resolve("journalctl"), "#!/bin/sh\necho the log of the manager\n");
        return tools;
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
