package io.halo.support.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A file system in memory that a test can fill, enlarge and make read-only. Only root can make
/// one.
public final class SmallDisk implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /// Skips the test where there can be none.
    ///
    /// @param size as `mount` wants it: `300k`
    public static SmallDisk mount(Path directory, String size) {
        Needed.nothingLacks(
                "root".equals(System.getProperty("user.name"))
                        ? Optional.empty()
                        : Optional.of("mounting a disk needs root"));
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String said = run("mount", "-t", "tmpfs", "-o", "size=" + size, "halo-test", directory);
        Needed.nothingLacks(
                said.isEmpty()
                        ? Optional.empty()
                        : Optional.of("this machine mounts no tmpfs: " + said));
        return new SmallDisk(directory);
    }

    public Path path() {
        return path;
    }

    public void resize(String size) {
        remount("size=" + size);
    }

    /// While no file on it is open for writing.
    public void makeReadOnly() {
        remount("ro");
    }

    public void makeWritable() {
        remount("rw");
    }

    private void remount(String option) {
        String said = run("mount", "-o", "remount," + option, path);
        if (!said.isEmpty()) {
            throw new AssertionError(said);
        }
    }

    @Override
    public void close() {
        run("umount", "-l", path);
    }

    /// @return what it says, which is nothing if it did it
    private static String run(Object... command) {
        List<String> words = Arrays.stream(command).map(Object::toString).toList();
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return words + " does not end";
            }
            return process.exitValue() == 0 ? "" : words + ": " + said;
        } catch (IOException e) {
            return words + ": " + e.getMessage();
        } catch (InterruptedException e) {
            throw new IllegalStateException("while " + words + " ran", e);
        }
    }
}
