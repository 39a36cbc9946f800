package io.halo.support.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A small shell process that ends and removes everything of a cluster when this JVM lets go of it,
/// even if the JVM is killed: it waits for the end of a pipe.
final class Guard {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Process process;

    private Guard(Process process) {
        this.process = process;
    }

    static Guard over(ProjectFiles files, Path directory) {
        ProcessBuilder builder =
                new ProcessBuilder("setsid", files.guard().toString(), directory.toString());
        builder.environment().keySet().removeIf(Program::isOurs);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return new Guard(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("starting the guard of " + directory, e);
        }
    }

    /// Ends everything now.
    void release() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the guard does not come to an end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("releasing the guard", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
