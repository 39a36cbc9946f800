package io.halo.manager.adapter.fence;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Lets a limited number of programs ask for power at a time. A manager that starts asks every
/// device; a thousand programs at once would keep the processors from everything else, from the
/// heartbeats too. Whoever powers off does not wait here.
final class QuestionSlots {
    /// A program of this size needs some ten milliseconds of a processor, and then waits for its
    /// device.
    static final int AT_ONCE = 16;

    /// Whoever takes longer waits for a device and not for a processor, and holds up nobody else:
    /// devices that do not answer must not keep others from being asked.
    static final Duration HELD_AT_MOST = Duration.ofSeconds(1);

    private final Semaphore free = new Semaphore(AT_ONCE, true);
    private final Duration heldAtMost;

    QuestionSlots(Duration heldAtMost) {
        this.heldAtMost = heldAtMost;
    }

    <T> T within(Supplier<T> question) {
        free.acquireUninterruptibly();
        var held = new AtomicBoolean(true);
        CompletableFuture.delayedExecutor(
                        heldAtMost.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> release(held));
        try {
            return question.get();
        } finally {
            release(held);
        }
    }

    private void release(AtomicBoolean held) {
        if (held.compareAndSet(true, false)) {
            free.release();
        }
    }
}
