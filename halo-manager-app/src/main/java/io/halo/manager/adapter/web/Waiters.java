package io.halo.manager.adapter.web;

import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.engine.Operations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Requests that wait for the end of an operation. Each keeps a connection, so not all may wait.
final class Waiters {
    /// More consoles and scripts than a cluster has; a small part of the connections ([Limits]).
    static final int MAX = 256;

    private final Operations operations;
    private final LongCalls calls;
    private final Semaphore free = new Semaphore(MAX);

    Waiters(Operations operations, LongCalls calls) {
        this.operations = operations;
        this.calls = calls;
    }

    /// The operation once it has ended, or as it is when the patience is over.
    ///
    /// @param full called if too many wait already; if that returns, the operation as it is
    /// @throws InterruptedException if the manager stops
    Optional<CommandRecord> ended(CommandId id, Duration patience, Runnable full)
            throws InterruptedException {
        if (patience.isZero()) {
            return operations.one(id);
        }
        if (!free.tryAcquire()) {
            full.run();
            return operations.one(id);
        }
        try {
            return calls.call(() -> operations.ended(id, patience));
        } finally {
            free.release();
        }
    }
}
