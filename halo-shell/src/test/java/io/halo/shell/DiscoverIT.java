package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `halo discover`: the probe is run for real, by a shell that stands for a server and its tools.
@Timeout(300)
class DiscoverIT {
    @TempDir Path directory;

    /// In the place of ssh: `rsh HOST 'sh -s'` runs it here, with the tools of that host.
    private Path rsh;

    @BeforeEach
    void servers() throws IOException {
        rsh =
                program(
                        directory.resolve("rsh"),
                        """
                        root=%s/$1
                        [ -d "$root" ] || { echo "rsh: $1: no route to host" >&2; exit 255; }
                        HALO_PROBE_DEV=$root/dev HALO_PROBE_MOUNTS=$root/mounts HALO_PROBE_BOOT=$root/boot
                        OCF_ROOT=$root/ocf PATH=$root/bin:$PATH
                        export HALO_PROBE_DEV HALO_PROBE_MOUNTS HALO_PROBE_BOOT OCF_ROOT PATH
                        exec $2
                        """
                                .formatted(directory));
        server(
                "oss00",
                "pool0\t111",
                "pool1 222",
                "pool0/ost0 /mnt/ost0 lustre rw 0 0\npool0/ost2 /mnt/ost2 lustre rw 0 0\n10.0.0.9@tcp:/fs /lustre lustre rw 0 0\n");
        server("oss01", "pool1\t222", "pool0 111", "pool1/ost1 /mnt/ost1 lustre rw 0 0\n");
    }

    @Test
    void serversThatSeeTheSamePoolsBecomeAPair() throws IOException {
        Result result = discover("oss[00-01]");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains(
                        """
                        resources:
                        - name: pool0
                          kind: heartbeat/ZFS
                          parameters: { pool: pool0, importforce: "false" }
                          dependents: [ ost0, ost2 ]
                        - name: ost0
                          kind: lustre/Lustre
                          parameters: { mountpoint: /mnt/ost0, target: pool0/ost0 }
                        - name: ost2
                          kind: lustre/Lustre
                          parameters: { mountpoint: /mnt/ost2, target: pool0/ost2 }
                        """)
                .contains(
                        """
                        - root: pool0
                          home_host: oss00
                          failover_hosts: [ oss01 ]
                        - root: pool1
                          home_host: oss01
                          failover_hosts: [ oss00 ]
                        """)
                .contains(
                        "# - pool0 has multihost=off: ZFS itself would not stop a second import; zpool set multihost=on pool0",
                        "# - pool0 has cachefile=-: it may be imported at boot",
                        "# - oss00: its BMC says that it is 10.1.0.1;",
                        "# - oss01: halo-agent is not installed",
                        "# - oss00: the script lustre/Lustre is not installed");
        Path draft = Files.writeString(directory.resolve("halo.conf"), result.out());
        Result validated = new Halo(directory).run("validate", "--config", draft.toString());
        assertThat(validated.status()).as(validated.out()).isZero();
    }

    @Test
    void whatIsAlreadyWrongIsSaidLoudly() throws IOException {
        server("oss01", "pool0\t111", "", "");
        Result result = discover("oss00", "oss01");
        assertThat(result.out())
                .contains("# - pool0 is imported on oss00 and oss01 AT ONCE: export it");
    }

    @Test
    void whoDoesNotAnswerIsNamedAndTheOthersAreProposed() throws IOException {
        Result result = discover("oss[00-02]", "--output", "json");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("halo: cannot ask oss02: rsh: oss02: no route to host\n");
        assertThat(result.out()).contains("\"servers\": [", "\"home\": \"oss01\"");

        assertThat(discover("oss03").out()).isEmpty();
        assertThat(new Halo(directory).run("discover", "oss00", "--rsh", directory + "/none").err())
                .contains("halo: cannot ask oss00: " + directory + "/none cannot be run: ");
    }

    /// It would be its own partner, and its pools imported twice.
    @Test
    void oneServerUnderTwoNamesIsOne() throws IOException {
        for (String name : List.of("oss00", "oss01")) {
            Files.writeString(directory.resolve(name).resolve("boot"), "0-1-2\n");
        }
        Result result = discover("oss00", "oss01");
        assertThat(result.err())
                .isEqualTo(
                        "halo: cannot ask oss01: it is the same server as oss00: name each once\n");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).doesNotContain("AT ONCE", "oss01");
    }

    /// Perhaps a server's own: nothing is advised that would keep that from booting.
    @Test
    void aPoolThatOneServerSeesIsLeftAsItIs() throws IOException {
        server("oss00", "rpool\t999", "", "");
        Result result = discover("oss00");
        assertThat(result.out())
                .contains("# - no other server sees rpool", "take it out of this file")
                .doesNotContain("cachefile");
    }

    /// What a server prints is nobody's configuration: a name in it stays a name.
    @Test
    void strangeNamesStayNames() throws IOException {
        server("oss00", "on\t111", "", "on/x'y /mnt/a:b lustre rw 0 0\n");
        Result result = discover("oss00");
        Path draft = Files.writeString(directory.resolve("halo.conf"), result.out());
        Result validated = new Halo(directory).run("validate", "--config", draft.toString());
        assertThat(validated.status()).as(result.out() + validated.out()).isZero();
    }

    private Result discover(String... more) throws IOException {
        String[] line = new String[3 + more.length];
        line[0] = "discover";
        System.arraycopy(more, 0, line, 1, more.length);
        line[more.length + 1] = "--rsh";
        line[more.length + 2] = rsh.toString();
        return new Halo(directory).run(line);
    }

    /// @param imported lines of `zpool list -H -o name,guid`
    /// @param visible a pool that `zpool import` lists: its name and id; or empty
    private void server(String name, String imported, String visible, String mounts)
            throws IOException {
        Path root = Files.createDirectories(directory.resolve(name));
        Files.writeString(root.resolve("mounts"), mounts);
        Path disks = Files.createDirectories(root.resolve("dev/disk/by-id"));
        for (String disk : new String[] {"wwn-0x1", "wwn-0x2", "wwn-0x2-part1", "ata-own"}) {
            Files.writeString(disks.resolve(disk), "");
        }
        String[] other = visible.isEmpty() ? new String[] {"", ""} : visible.split(" ", 2);
        program(
                Files.createDirectories(root.resolve("bin")).resolve("zpool"),
                """
                case "$*" in
                  list*) printf '%s\\n' ;;
                  *multihost*) echo off ;;
                  *cachefile*) echo - ;;
                  import) printf '   pool: %s\\n     id: %s\\n  state: ONLINE\\n' ;;
                esac
                """
                        .formatted(imported, other[0], other.length > 1 ? other[1] : ""));
        program(
                root.resolve("bin/ipmitool"),
                "printf 'IP Address Source       : Static Address\\nIP Address              : 10.1.0.1\\n'\n");
        program(
                Files.createDirectories(root.resolve("ocf/resource.d/heartbeat")).resolve("ZFS"),
                "exit 0\n");
    }

    private static Path program(Path file, String script) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return Files.writeString(file, "#!/bin/sh\n" + script);
    }
}
