package io.halo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Real scripts for real runs.
final class Scripts {
    static final Map<String, String> ENVIRONMENT = environment();

    /// Far more than anything here takes, so that a test that hangs fails.
    static final Duration LONG = Duration.ofSeconds(60);

    private final Path directory;

    Scripts(Path directory) {
        this.directory = directory;
    }

    Path write(String name, String body) {
        try {
            var file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\n");
            return Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProgramSpec spec(String body, String... arguments) {
        var command = new java.util.ArrayList<String>();
        command.add(write("script", body).toString());
        command.addAll(List.of(arguments));
        return ProgramSpec.of(command, ENVIRONMENT, LONG);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /// Waits for something that another process does.
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain: " + what);
            }
            Pause.of(Duration.ofMillis(5));
        }
    }

    private static Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C");
        return environment;
    }
}
