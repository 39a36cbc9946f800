package io.halo.manager;

import io.halo.core.model.Finding;
import io.halo.core.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks now and then how much room is left on the disk of the state file, so that somebody hears
/// of it before a write fails. In a thread of its own: a disk that hangs shall hang nothing else.
final class StoreSpace implements AutoCloseable {
    /// A day of a large cluster in trouble, and time to find out who fills the disk.
    static final long LOW = 100_000_000;

    /// From here on it is enough again: a disk at the limit is one finding, not a hundred.
    static final long ENOUGH = 120_000_000;

    private static final long STEP = 10_000_000;

    static final Duration PERIOD = Duration.ofSeconds(10);

    private final Path file;
    private final Disk disk;
    private final Consumer<Optional<Finding>> listener;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("store-space").daemon().factory());
    private boolean low;

    /// @param listener told after each look what there is to say; by one thread
    StoreSpace(Path file, Disk disk, Consumer<Optional<Finding>> listener) {
        this.file = file;
        this.disk = disk;
        this.listener = listener;
    }

    /// @param period between two looks
    void start(Duration period) {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::look, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    void look() {
        try {
            long free = disk.free(file);
            low = free < (low ? ENOUGH : LOW);
            listener.accept(low ? Optional.of(finding(free)) : Optional.empty());
        } catch (IOException e) {
            // A disk that cannot be asked cannot be written either, which is said elsewhere.
        }
    }

    /// In steps, so that the status does not change each time a file somewhere does.
    private Finding finding(long free) {
        long megabytes = free / STEP * (STEP / 1_000_000);
        return new Finding(
                Finding.Code.STORE_SPACE,
                Severity.WARNING,
                "manager",
                (megabytes == 0 ? "less than 10" : "only " + megabytes)
                        + " MB are free where the state is ("
                        + file
                        + "): when it cannot be written, commands are refused and nothing fails over",
                "free space on the disk of the state file");
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /// How much can be written to the disk that a file is on.
    @FunctionalInterface
    interface Disk {
        /// @return bytes
        long free(Path file) throws IOException;

        static Disk ofTheSystem() {
            return file -> Files.getFileStore(file).getUsableSpace();
        }
    }
}
