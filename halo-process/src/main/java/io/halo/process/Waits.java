package io.halo.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits that an interrupt does not cut short: who owns a process sees it to its end.
final class Waits {
    private Waits() {}

    interface TimedWait {
        boolean await(long amount, TimeUnit unit) throws InterruptedException;
    }

    /// @return whether it came to pass within the limit; an interrupt is kept for the caller
    static boolean uninterruptibly(Duration limit, TimedWait wait) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
