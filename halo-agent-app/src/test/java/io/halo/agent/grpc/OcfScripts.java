package io.halo.agent.grpc;

import io.halo.process.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// An OCF root of its own with real scripts. `test/Shell` runs what the parameter `do` says, in its
/// folder.
public final class OcfScripts {
    /// Far more than anything here takes, so that a test that hangs fails.
    public static final Duration LONG = Duration.ofSeconds(60);

    private final Path directory;

    public OcfScripts(Path directory) {
        this.directory = directory;
        write(
                "test/Shell",
                "rwxr-xr-x",
                """
                #!/bin/sh
                cd "%s" || exit 6
                echo "$1 $OCF_RESOURCE_INSTANCE" >>calls
                eval "$OCF_RESKEY_do"
                """
                        .formatted(directory));
    }

    public Path root() {
        return directory.resolve("ocf");
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /// What was called, in order, as `op resource`.
    public String calls() {
        try {
            return Files.exists(file("calls")) ? Files.readString(file("calls")) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String kind, String mode, String text) {
        try {
            var file = root().resolve("resource.d").resolve(kind);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets a script go on that waits for this file: `until [ -e NAME ]; do sleep 0.02; done`.
    public void release(String name) {
        try {
            Files.writeString(file(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String waitFor(String name) {
        return "until [ -e " + name + " ]; do sleep 0.02; done";
    }

    public void untilCalled(String call) {
        until(call + " was called", () -> calls().contains(call));
    }

    /// Waits for something that another process or thread does.
    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain: " + what);
            }
            Pause.of(Duration.ofMillis(5));
        }
    }
}
