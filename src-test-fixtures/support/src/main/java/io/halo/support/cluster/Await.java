package io.halo.support.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for a condition that can only be seen by looking: a file, a status, a process.
public final class Await {
    /// Short enough not to hide what a benchmark measures, long enough to leave the machine to the
    /// programs.
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Await() {}

    public static void until(String what, Duration deadline, BooleanSupplier condition) {
        value(
                what,
                deadline,
                () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /// The first value that the look finds.
    public static <T> T value(String what, Duration deadline, Supplier<Optional<T>> look) {
        long start = System.nanoTime();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - start > deadline.toNanos()) {
                throw new NotInTime(what, deadline);
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /// The condition did not come about. An `AssertionError`, because a test that waits expects it.
    public static final class NotInTime extends AssertionError {
        private static final long serialVersionUID = 1L;

        NotInTime(String what, Duration deadline) {
            super("not within " + deadline.toMillis() + " ms: " + what);
        }

        private NotInTime(String message, NotInTime cause) {
            super(message, cause);
        }

        NotInTime with(String picture) {
            return new NotInTime(getMessage() + "\n" + picture, this);
        }
    }
}
