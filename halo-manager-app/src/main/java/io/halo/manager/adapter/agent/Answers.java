package io.halo.manager.adapter.agent;

import io.halo.core.input.Input;
import io.halo.engine.Inbox;
import java.util.concurrent.ExecutorService;

/// Puts what was heard into the inbox, in order. A full inbox makes this thread wait, and no other.
///
/// The queue in front of it is bounded by its senders: each host has a limited number of requests
/// under way, and one counts until its answer is in the inbox.
final class Answers implements AutoCloseable {
    private final Inbox inbox;
    private final ExecutorService thread;
    private volatile boolean closed;

    Answers(Inbox inbox) {
        this.inbox = inbox;
        thread = OneThread.named("halo-agent-answers");
    }

    void put(Input input) {
        put(input, () -> {});
    }

    /// @param taken called on this object's thread once the inbox has the input
    void put(Input input, Runnable taken) {
        if (closed) {
            return;
        }
        thread.execute(() -> {
            if (!closed) {
                inbox.put(input);
                taken.run();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }
}
