package io.halo.manager.adapter.agent;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The one thread that owns the state of all connections. Nothing on it blocks.
///
/// After [#close()] it takes tasks and forgets them: callbacks of calls that are being torn down
/// come late.
final class GatewayThread implements AutoCloseable {
    private static final Logger LOG = System.getLogger(GatewayThread.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    GatewayThread() {
        executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().name("halo-agents").daemon().factory(),
                        (task, pool) -> {});
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void execute(Runnable task) {
        executor.execute(() -> guarded(task));
    }

    Future<?> after(Duration delay, Runnable task) {
        return executor.schedule(
                () -> guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /// A bug in one host's state must neither end the timers of that host in silence nor touch the
    /// other hosts.
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "bug while speaking to agents", e);
        }
    }
}
