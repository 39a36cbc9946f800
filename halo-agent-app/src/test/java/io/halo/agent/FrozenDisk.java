package io.halo.agent;

import io.halo.support.machine.Needed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An ext4 in a file, mounted in a mount namespace of its own, that can be frozen: who writes to it
/// then sleeps in the kernel, and no signal ends him.
///
/// A keeper holds the namespace and thaws the disk when it is told to, when this is closed, and
/// when the process of the test is gone, whatever it died of: nothing stays frozen.
final class FrozenDisk implements AutoCloseable {
    private static final String KEEPER =
            """
            trap '' INT TERM HUP
            cd "$1" || exit 1
            { truncate -s 8M image && mkfs.ext4 -q -F image && mkdir disk && mount -o loop image disk; } || exit 1
            echo mounted
            while read -r command; do
              case $command in
                freeze) fsfreeze --freeze disk && echo frozen;;
                thaw) fsfreeze --unfreeze disk && echo thawed;;
              esac
            done
            fsfreeze --unfreeze disk 2>/dev/null
            """;

    private final Process keeper;
    private final BufferedReader words;
    private final Path directory;

    /// @param directory where it puts the file `image` and the mount point `disk`
    FrozenDisk(Path directory) throws IOException {
        this.directory = directory;
        keeper =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "--propagation",
                                "private",
                                "sh",
                                "-c",
                                KEEPER,
                                "keeper",
                                directory.toString())
                        .redirectError(directory.resolve("keeper.log").toFile())
                        .start();
        words = keeper.inputReader(StandardCharsets.UTF_8);
        heard("mounted");
    }

    /// Skips the test where there can be none.
    static void needed() {
        Needed.program("mkfs.ext4", "e2fsprogs");
        Needed.program("fsfreeze", "util-linux");
        Needed.nothingLacks(
                "root".equals(System.getProperty("user.name"))
                        ? Optional.empty()
                        : Optional.of("mounting a disk needs root"));
        Needed.nothingLacks(
                Files.exists(Path.of("/dev/loop-control"))
                        ? Optional.empty()
                        : Optional.of("this machine has no loop devices"));
    }

    /// What runs a program where the disk can be seen.
    List<String> prefix() {
        return List.of("nsenter", "--mount", "--target", Long.toString(keeper.pid()));
    }

    /// Where it is mounted.
    Path path() {
        return directory.resolve("disk");
    }

    void freeze() {
        tell("freeze", "frozen");
    }

    void thaw() {
        tell("thaw", "thawed");
    }

    @Override
    public void close() {
        try {
            keeper.getOutputStream().close();
            keeper.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("while the disk was thawed", e);
        }
    }

    private void tell(String command, String answer) {
        try {
            keeper.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            keeper.getOutputStream().flush();
            heard(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heard(String expected) throws IOException {
        String word = words.readLine();
        if (!expected.equals(word)) {
            throw new AssertionError(
                    "the disk is not "
                            + expected
                            + ": "
                            + Files.readString(directory.resolve("keeper.log")));
        }
    }
}
