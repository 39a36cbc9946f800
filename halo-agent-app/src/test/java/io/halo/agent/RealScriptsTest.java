package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.halo.agent.grpc.Client;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Ended;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Parameter;
import io.halo.agent.v1.Resource;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.Namespaces;
import io.halo.support.cluster.Shell;
import io.halo.support.machine.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The scripts of Debian's package resource-agents, run for real by the agent on a server of its
/// own: a network namespace with mounts of its own. Needs root. Of ZFS and Lustre the script is
/// real and `zpool`, or `mount`, a stand-in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealScriptsTest {
    private static final Path OCF_ROOT = Path.of("/usr/lib/ocf");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NAMESPACE = "halo" + ProcessHandle.current().pid() + "real";
    private static final String ADDRESS = "10.78.0.2";

    private static final int OK = 0;
    private static final int GENERIC = 1;
    private static final int NOT_RUNNING = 7;

    /// Pools are files; `list`, `import` and `export` are all that the script asks for.
    private static final String ZPOOL =
            """
            #!/bin/sh
            cd "DIRECTORY" || exit 9
            for name; do :; done
            case "$1" in
              list) [ -e "$name.imported" ] || { echo "cannot open '$name': no such pool" >&2; exit 1; }
                    case "$*" in *health*) echo ONLINE;; *) echo "$name";; esac;;
              import) case "$name" in tank) touch tank.imported;; *) echo "   pool: tank";; esac;;
              export) [ -e "$name.busy" ] && { echo "cannot export '$name': pool is busy" >&2; exit 1; }
                      rm -f "$name.imported";;
            esac
            """;

    /// Targets are tmpfs; everything else is mounted as ever.
    private static final String MOUNT =
            """
            #!/bin/sh
            case "$1 $2" in
              "-t lustre") exec /bin/mount -t tmpfs "$3" "$4";;
              *) exec /bin/mount "$@";;
            esac
            """;

    private static final String UMOUNT =
            """
            #!/bin/sh
            for name; do :; done
            [ -e "$name.busy" ] && { echo "umount: $name: target is busy." >&2; exit 32; }
            exec /bin/umount "$@"
            """;

    /// The script asks whether the kernel has Lustre.
    private static final String MODINFO =
            """
            #!/bin/sh
            case "$*" in *lustre*) echo lustre.ko;; *) exec /sbin/modinfo "$@";; esac
            """;

    private AgentProcess agent;
    private Client client;
    private Path directory;

    /// @param breaks what happens to the running resource behind the script's back
    private record Real(String kind, Map<String, String> parameters, String breaks) {
        Real {
            parameters = new TreeMap<>(parameters);
        }

        String type() {
            return kind.substring(kind.indexOf('/') + 1);
        }

        @Override
        public String toString() {
            return kind + " " + parameters;
        }
    }

    @BeforeAll
    void serverOfItsOwn(@TempDir Path temporary) throws IOException {
        Needed.nothingLacks(Namespaces.unavailable());
        Needed.nothingLacks(
                Files.isExecutable(script("heartbeat/Dummy"))
                        ? Optional.empty()
                        : Optional.of("no scripts below " + OCF_ROOT + " (resource-agents)"));
        Needed.program("modprobe", "kmod");
        Needed.program("mkfs.ext4", "e2fsprogs");
        Needed.program("nginx", "nginx-light");
        directory = temporary;
        Path programs = Files.createDirectory(directory.resolve("bin"));
        program(programs.resolve("zpool"), ZPOOL.replace("DIRECTORY", directory.toString()));
        program(programs.resolve("mount"), MOUNT);
        program(programs.resolve("umount"), UMOUNT);
        program(programs.resolve("modinfo"), MODINFO);
        run(
                """
                ip netns add %1$s
                ip link add %2$s type veth peer name eth0 netns %1$s
                ip address add 10.78.0.1/24 dev %2$s
                ip link set %2$s up
                ip -n %1$s address add %3$s/24 dev eth0
                ip -n %1$s link set lo up
                ip -n %1$s link set eth0 up
                """
                        .formatted(NAMESPACE, cable(), ADDRESS));
        agent =
                AgentProcess.start(
                        List.of("ip", "netns", "exec", NAMESPACE),
                        Map.of("PATH", programs + ":" + System.getenv("PATH")),
                        directory,
                        List.of("--network", "10.78.0.0/24", "--port", "0"));
        client = new Client(ADDRESS, agent.port());
    }

    @AfterAll
    void goAway() {
        if (client != null) {
            client.close();
        }
        if (agent != null) {
            agent.close();
        }
        run(
                """
                ip netns pids %1$s | xargs --no-run-if-empty kill -KILL
                ip link delete %2$s
                ip netns delete %1$s
                """
                        .formatted(NAMESPACE, cable()));
    }

    @TestFactory
    Stream<DynamicTest> aWholeLife() {
        return all().map(real -> DynamicTest.dynamicTest(real.toString(), () -> live(real)));
    }

    /// What every manager relies on: start and stop may be repeated, and monitor tells 0 from 7,
    /// also when nobody stopped it.
    private void live(Real real) {
        ended(Op.OP_VALIDATE_ALL, real, OK);
        ended(Op.OP_MONITOR, real, NOT_RUNNING);
        ended(Op.OP_STOP, real, OK);
        ended(Op.OP_START, real, OK);
        ended(Op.OP_MONITOR, real, OK);
        ended(Op.OP_START, real, OK);
        ended(Op.OP_STOP, real, OK);
        ended(Op.OP_MONITOR, real, NOT_RUNNING);

        ended(Op.OP_START, real, OK);
        broken(real);
        ended(Op.OP_MONITOR, real, NOT_RUNNING);
        ended(Op.OP_START, real, OK);
        ended(Op.OP_MONITOR, real, OK);
        ended(Op.OP_STOP, real, OK);
        ended(Op.OP_MONITOR, real, NOT_RUNNING);
    }

    @TestFactory
    Stream<DynamicTest> metaDataIsHandedOnWhole() {
        return all().map(Real::kind)
                .distinct()
                .map(kind ->
                        DynamicTest.dynamicTest(
                                kind,
                                () ->
                                        assertThat(
                                                        ended(
                                                                        Op.OP_META_DATA,
                                                                        new Real(
                                                                                kind, Map.of(), ""),
                                                                        OK)
                                                                .getStdout())
                                                .contains("<resource-agent ")
                                                .contains("</resource-agent>")));
    }

    @Test
    void aStopThatFailsSaysWhy() throws IOException {
        Real pool = pool();
        ended(Op.OP_START, pool, OK);
        Path busy = Files.createFile(directory.resolve("tank.busy"));
        assertThat(ended(Op.OP_STOP, pool, GENERIC).getStderrTail()).contains("pool is busy");
        ended(Op.OP_MONITOR, pool, OK);
        Files.delete(busy);
        ended(Op.OP_STOP, pool, OK);
    }

    /// Where Lustre's own package has put its script; Debian has none. Real is the script, `mount`,
    /// `umount` and `modinfo` are stand-ins.
    @Test
    void aLustreTargetLivesLikeAnyOther() throws IOException {
        assumeTrue(
                Files.isExecutable(script("lustre/Lustre")),
                "lustre/Lustre is not installed: it comes with Lustre itself, and no package of Debian has it");
        Real target =
                new Real(
                        "lustre/Lustre",
                        Map.of("target", "/dev/mapper/ost0", "mountpoint", made("ost0")),
                        "umount %s/ost0");
        live(target);
        assertThat(ended(Op.OP_META_DATA, target, OK).getStdout()).contains("</resource-agent>");
        ended(Op.OP_START, target, OK);
        Path busy = Files.createFile(directory.resolve("ost0.busy"));
        assertThat(ended(Op.OP_STOP, target, GENERIC).getStderrTail()).contains("target is busy");
        ended(Op.OP_MONITOR, target, OK);
        Files.delete(busy);
        ended(Op.OP_STOP, target, OK);
        ended(Op.OP_MONITOR, target, NOT_RUNNING);
    }

    /// A script whose tool is missing says so, and is not taken for stopped.
    @Test
    void whatIsNotInstalledOrConfiguredHasAReason() {
        Real nowhere =
                new Real(
                        "heartbeat/Filesystem",
                        Map.of("device", "/no/such", "directory", made("absent"), "fstype", "ext4"),
                        "");
        Ended end = ended(Op.OP_START, nowhere);
        assertThat(end.getExitStatus()).isNotIn(OK, NOT_RUNNING);
        assertThat(end.getExitReason()).contains("/no/such");
        Ended unset = ended(Op.OP_MONITOR, new Real("heartbeat/IPaddr2", Map.of(), ""));
        assertThat(unset.getExitStatus()).isEqualTo(6);
        assertThat(unset.getExitReason()).contains("ip parameter");
    }

    private Stream<Real> all() {
        return Stream.of(
                new Real(
                        "heartbeat/Dummy",
                        Map.of("state", directory + "/dummy.state"),
                        "rm %s/dummy.state"),
                new Real(
                        "heartbeat/Filesystem",
                        Map.of("device", "tmpfs", "directory", made("tmpfs"), "fstype", "tmpfs"),
                        "umount %s/tmpfs"),
                new Real(
                        "heartbeat/Filesystem",
                        Map.of(
                                "device",
                                image(),
                                "directory",
                                made("loop"),
                                "fstype",
                                "ext4",
                                "options",
                                "loop"),
                        "umount %s/loop"),
                new Real(
                        "heartbeat/IPaddr2",
                        Map.of("ip", "10.78.1.5", "cidr_netmask", "24", "nic", "eth0"),
                        "ip address delete 10.78.1.5/24 dev eth0"),
                new Real(
                        "heartbeat/Route",
                        Map.of("destination", "10.79.0.0/24", "device", "eth0", "family", "ip4"),
                        "ip route delete 10.79.0.0/24"),
                new Real(
                        "heartbeat/nginx",
                        Map.of("configfile", nginx(), "status10url", "http://127.0.0.1:8088/"),
                        "group=-$(cat %s/nginx.pid); kill -KILL $group; while kill -0 $group 2>/dev/null; do sleep 0.02; done"),
                pool());
    }

    private static Real pool() {
        return new Real("heartbeat/ZFS", Map.of("pool", "tank"), "rm %s/tank.imported");
    }

    private String made(String name) {
        try {
            return Files.createDirectories(directory.resolve(name)).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String image() {
        String image = directory + "/image";
        run("test -e %1$s || { truncate -s 16M %1$s && mkfs.ext4 -q %1$s; }".formatted(image));
        return image;
    }

    private String nginx() {
        try {
            return Files.writeString(
                            directory.resolve("nginx.conf"),
                            """
                            pid %1$s/nginx.pid;
                            error_log %1$s/nginx.log;
                            events {}
                            http {
                              access_log off;
                              server { listen 127.0.0.1:8088; return 200 "well"; }
                            }
                            """
                                    .formatted(directory))
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Where the agent sees it.
    private void broken(Real real) {
        run(
                "nsenter --net --mount --target %d sh -ec '%s'"
                        .formatted(agent.pid(), real.breaks().formatted(directory)));
    }

    private Ended ended(Op op, Real real, int status) {
        Ended ended = ended(op, real);
        assertThat(ended.getExitStatus())
                .as(op + " of " + real + ": " + ended.getStderrTail())
                .isEqualTo(status);
        return ended;
    }

    private Ended ended(Op op, Real real) {
        Operation.Builder operation =
                client.operation(op, real.type(), "")
                        .clearParameters()
                        .setResource(Resource.newBuilder().setId(real.type()).setKind(real.kind()));
        real.parameters()
                .forEach((name, value) ->
                        operation.addParameters(
                                Parameter.newBuilder().setName(name).setValue(value)));
        Answer answer = client.execute(operation);
        assertThat(answer.getOutcomeCase())
                .as(answer.toString())
                .isEqualTo(Answer.OutcomeCase.ENDED);
        return answer.getEnded();
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void run(String script) {
        CommandResult result = Shell.run(List.of("sh", "-ec", script), Map.of(), PATIENCE);
        assertThat(result.exit()).as(script + ": " + result.err()).isZero();
    }

    private static Path script(String kind) {
        return OCF_ROOT.resolve("resource.d").resolve(kind);
    }

    private static String cable() {
        return "halor" + ProcessHandle.current().pid();
    }
}
