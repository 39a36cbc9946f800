package io.halo.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs the packaged console as an operator does: `bin/halo` in a process of its own.
final class Halo {
    /// A JVM on a busy machine may take its time; a console that hangs must not hang the build.
    private static final long DEADLINE_SECONDS = 120;

    /// How it ended.
    record Result(int status, String out, String err) {}

    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path launcher = launcher("halo");

    /// @param directory the current directory, also for the output
    Halo(Path directory) {
        this.directory = directory;
        environment.put("HALO_JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    }

    static Path launcher(String name) {
        return Path.of("..", "bin", name).toAbsolutePath().normalize();
    }

    Halo with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Halo from(Path otherLauncher) {
        launcher = otherLauncher;
        return this;
    }

    /// Ready to be started, in our directory and with our environment.
    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("HALO_") || name.equals("JAVA_HOME"));
        builder.environment().putAll(environment);
        return builder;
    }

    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Written into the current directory.
    Path file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String... arguments) {
        return run(command(arguments));
    }

    Result run(List<String> command) {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        try {
            Process process =
                    builder(command)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + command);
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
