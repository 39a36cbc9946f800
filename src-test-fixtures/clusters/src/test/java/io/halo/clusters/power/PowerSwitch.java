package io.halo.clusters.power;

import io.halo.support.cluster.ProjectFiles;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// What sits between a power supply and the hosts of a cluster: a script `power HOST
/// on|off|status`, which prints `1` or `0` for a status.
final class PowerSwitch {
    private static final String SCRIPT =
            """
            #!/bin/sh
            call() { printf 'action=%s\\ntest_directory=DIRECTORY\\ntarget=%s\\n' "$2" "$1" | 'PROGRAM'; }
            case $2 in
              status) call "$1" status >/dev/null && echo 1 || echo 0 ;;
              *) call "$1" "$2" >/dev/null ;;
            esac
            """;

    private final Path script;

    PowerSwitch(TestCluster cluster) {
        Path folder = cluster.directory().resolve("power");
        script =
                write(
                        folder.resolve("power"),
                        SCRIPT.replace("DIRECTORY", cluster.directory().toString())
                                .replace("PROGRAM", ProjectFiles.find().fenceProgram().toString()));
    }

    Path script() {
        return script;
    }

    /// A file beside it; one that starts with `#!` can be run.
    Path file(String name, String text) {
        return write(script.resolveSibling(name), text);
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            if (text.startsWith("#!")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
