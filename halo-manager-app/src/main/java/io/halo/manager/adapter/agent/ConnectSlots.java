package io.halo.manager.adapter.agent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Lets a limited number of connections be made at a time: a thousand at once drown in each other's
/// handshakes, and their first calls miss their deadlines. On the gateway's thread only.
final class ConnectSlots {
    /// Measured: 64 handshakes at a time keep two cores busy and no call waiting.
    static final int AT_ONCE = 64;

    /// A host that does not answer holds its slot no longer than this, or dead hosts would keep
    /// living ones waiting.
    static final Duration HELD_AT_MOST = Duration.ofMillis(250);

    private final GatewayThread thread;
    private final ArrayDeque<Taker> waiting = new ArrayDeque<>();
    private int free = AT_ONCE;
    private boolean serving;

    ConnectSlots(GatewayThread thread) {
        this.thread = thread;
    }

    /// Calls the taker at once or when it is its turn; it must release its slot when its connection
    /// stands or has failed.
    void take(Taker taker) {
        waiting.add(taker);
        serve();
    }

    /// A taker may release its slot at once and so come back here: the one who serves goes on, or a
    /// thousand takers would stand on each other's stack.
    private void serve() {
        if (serving) {
            return;
        }
        serving = true;
        try {
            while (free > 0 && !waiting.isEmpty()) {
                free--;
                Slot slot = new Slot();
                slot.expiry = thread.after(HELD_AT_MOST, slot::release);
                waiting.remove().take(slot);
            }
        } finally {
            serving = false;
        }
    }

    interface Taker {
        void take(Slot slot);
    }

    /// The right to make one connection. May be released more than once.
    final class Slot {
        private @Nullable Future<?> expiry;
        private boolean released;

        void release() {
            if (!released) {
                released = true;
                free++;
                if (expiry != null) {
                    expiry.cancel(false);
                }
                serve();
            }
        }
    }
}
