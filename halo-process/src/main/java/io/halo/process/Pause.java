package io.halo.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits where there is nothing to wait *for*: between two looks at something that cannot tell us.
public final class Pause {
    private Pause() {}

    /// Blocks for this long. An interrupt does not shorten it and is kept for the caller: who
    /// pauses here owns a process, and must see it to its end.
    public static void of(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        boolean interrupted = false;
        for (long rest = length.toNanos(); rest > 0; rest = end - System.nanoTime()) {
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(rest);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
