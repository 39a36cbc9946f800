package io.halo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What makes an agent one of several on a machine: a member of a test cluster.
///
/// @param id empty: none, the agent stands for this host
/// @param directory of the cluster; null if there is none
record TestOptions(String id, @Nullable Path directory) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    static TestOptions from(Arguments arguments) {
        String id = arguments.option("--test-id").orElse("");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            throw new UsageException("--test-id must be letters, digits, _ . and -");
        }
        var directory =
                arguments.variable("HALO_TEST_DIRECTORY").map(Path::of).map(Path::toAbsolutePath);
        return new TestOptions(id, id.isEmpty() ? null : directory.orElse(null));
    }

    boolean isTest() {
        return !id.isEmpty();
    }

    Optional<Path> stateDirectory() {
        return Optional.ofNullable(directory).map(existing -> existing.resolve("agent-" + id));
    }

    /// Tells the test's fence program which process to kill.
    void writePid() {
        if (directory == null) {
            return;
        }
        Path file = directory.resolve(id + ".pid");
        try {
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
        } catch (IOException e) {
            throw new StartFailedException(ExitStatus.FAILED, "cannot write " + file + ": " + e);
        }
    }
}
