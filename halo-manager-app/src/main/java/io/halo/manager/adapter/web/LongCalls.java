package io.halo.manager.adapter.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;

/// Requests that wait for something: a stop of the manager does not wait for them.
final class LongCalls implements SmartLifecycle {
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean started;
    private volatile boolean stopping;

    /// Runs it on this thread. It is interrupted as soon as the manager stops.
    <T, X extends Exception> T call(Call<T, X> call) throws X, InterruptedException {
        Thread self = Thread.currentThread();
        waiting.add(self);
        try {
            // Looked at after this thread was noted: a stop in between is not missed.
            if (stopping) {
                throw new InterruptedException("the manager is stopping");
            }
            return call.run();
        } finally {
            waiting.remove(self);
        }
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        stopping = true;
        waiting.forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /// What waits.
    @FunctionalInterface
    interface Call<T, X extends Exception> {
        T run() throws X, InterruptedException;
    }
}
