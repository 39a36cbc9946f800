package io.halo.clusters.load;

import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An OCF root with a script that does next to nothing, so that what is measured is the agent.
final class BenchScript {
    static final String KIND = "bench/Nothing";

    private static final String TEXT = "#!/bin/sh\ncase $1 in monitor) exit 0;; *) exit 3;; esac\n";
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final int RUNS = 2_000;

    /// What `times` of the shell says of its children: user, system.
    private static final Pattern CHILDREN =
            Pattern.compile("\\n(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s");

    private final Path root;

    BenchScript(Path directory) {
        this.root = directory.resolve("bench-ocf");
        try {
            Files.createDirectories(root.resolve("resource.d/bench"));
            Files.writeString(file(), TEXT);
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file(), e);
        }
    }

    Path root() {
        return root;
    }

    /// Processor time of one run in milliseconds, begun by a shell: next to nothing beside the
    /// script.
    double alone() {
        String loop =
                "i=0; while [ $i -lt " + RUNS + " ]; do \"$0\" monitor; i=$((i + 1)); done; times";
        CommandResult result =
                Shell.run(List.of("sh", "-c", loop, file().toString()), Map.of(), DEADLINE);
        Matcher times =
                CHILDREN.matcher("\n" + result.out().lines().skip(1).findFirst().orElse(""));
        if (result.exit() != 0 || !times.lookingAt()) {
            throw new IllegalStateException("times says " + result.out() + result.err());
        }
        double seconds =
                60 * (number(times, 1) + number(times, 3)) + number(times, 2) + number(times, 4);
        return seconds * 1000 / RUNS;
    }

    private Path file() {
        return root.resolve("resource.d").resolve(KIND);
    }

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group));
    }
}
