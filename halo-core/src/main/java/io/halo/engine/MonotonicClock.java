package io.halo.engine;

import java.time.Instant;

/// The one clock of a manager process. Every [Instant] in the core comes from it.
///
/// It never steps: it shows the wall clock's time at its creation plus the time that has passed
/// since, so spans stay true when somebody sets the wall clock (L9). Wall-clock times for people
/// are taken elsewhere.
@FunctionalInterface
public interface MonotonicClock {
    Instant now();

    /// A clock that starts now. One per process: instants of two clocks cannot be compared.
    static MonotonicClock startingNow() {
        Instant start = Instant.now();
        long origin = System.nanoTime();
        return () -> start.plusNanos(System.nanoTime() - origin);
    }
}
