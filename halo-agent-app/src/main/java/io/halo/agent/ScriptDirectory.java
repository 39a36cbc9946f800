package io.halo.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where scripts keep files that must be gone after a boot (HA_RSCTMP): a file of before would tell
/// that a resource runs.
final class ScriptDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptDirectory.class);

    /// The one that all cluster managers use, in memory.
    private static final Path COMMON = Path.of("/run/resource-agents");

    private ScriptDirectory() {}

    /// The common one, or one of our own where that cannot be written or where several agents share
    /// this machine.
    static Path prepare(Path stateDirectory, boolean shared, String boot) throws IOException {
        if (!shared && isWritable(COMMON)) {
            return COMMON;
        }
        var ours = stateDirectory.resolve("tmp-" + boot);
        removeOlder(stateDirectory, ours);
        if (isWritable(ours)) {
            return ours;
        }
        var last = Files.createTempDirectory("halo-agent-");
        LOG.warn("neither {} nor {} can be written: scripts use {}", COMMON, ours, last);
        return last;
    }

    private static boolean isWritable(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static void removeOlder(Path stateDirectory, Path current) {
        try (var directories = Files.newDirectoryStream(stateDirectory, "tmp-*")) {
            for (Path directory : directories) {
                if (!directory.equals(current)) {
                    remove(directory);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("files of an earlier boot remain: {}", e.toString());
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
