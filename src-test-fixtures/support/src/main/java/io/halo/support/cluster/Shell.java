package io.halo.support.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs short commands to their end.
public final class Shell {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Shell() {}

    /// Runs lines of `sh`; one that fails is an error.
    static String run(String script) {
        CommandResult result = run(List.of("sh", "-ec", script), Map.of(), DEADLINE);
        if (result.exit() != 0) {
            throw new IllegalStateException(
                    "'" + script + "' ended with " + result.exit() + ": " + result.err());
        }
        return result.out();
    }

    public static CommandResult run(
            List<String> command, Map<String, String> environment, Duration deadline) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("halo-command-");
            return run(command, environment, deadline, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("running " + command, e);
        } finally {
            if (directory != null) {
                TextFile.remove(directory.resolve("out"));
                TextFile.remove(directory.resolve("err"));
                TextFile.remove(directory);
            }
        }
    }

    private static CommandResult run(
            List<String> command,
            Map<String, String> environment,
            Duration deadline,
            Path directory)
            throws IOException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(Program::isOurs);
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process =
                builder.redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Await.NotInTime(command + " ends", deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        } finally {
            process.destroyForcibly();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new CommandResult(process.exitValue(), TextFile.read(out), TextFile.read(err), took);
    }
}
