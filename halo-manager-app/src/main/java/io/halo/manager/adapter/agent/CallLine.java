package io.halo.manager.adapter.agent;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.halo.core.model.AgentInstance;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The connection of one host that carries starts, stops and monitors. Made when first needed, and
/// kept.
///
/// Nothing is handed to a channel before it stands: gRPC would keep the request and send it
/// whenever the connection comes about, and nobody could say any more when that was. On the
/// gateway's thread only.
final class CallLine {
    private final Link link;
    private final List<Waiter> waiters = new ArrayList<>();
    private @Nullable ManagedChannel channel;
    private Instant madeAt = Instant.MIN;
    private @Nullable Instant readyAt;
    private @Nullable AgentInstance instance;
    private ConnectSlots.@Nullable Slot slot;
    private boolean waitsForSlot;
    private boolean closed;

    CallLine(Link link) {
        this.link = link;
    }

    /// Calls one of the two: `ready` with a channel that stands, or whose connection has just
    /// failed, so that a call on it fails at once with the reason; or `late` if neither is known in
    /// time.
    void whenReady(Duration patience, Consumer<ManagedChannel> ready, Consumer<String> late) {
        ManagedChannel open = channel;
        if (open != null && open.getState(false) == ConnectivityState.READY) {
            ready.accept(open);
            return;
        }
        Waiter waiter = new Waiter(ready, late);
        waiter.timer = link.thread().after(patience, () -> giveUp(waiter));
        waiters.add(waiter);
        connect();
    }

    /// An agent has answered a heartbeat over a new connection: an older one of ours may be dead
    /// without knowing it.
    ///
    /// What still runs on it may be answered yet if it is the same process. Another process never
    /// will. One that is still being made was begun while nobody answered: TCP, or the greeting of
    /// a process that is gone, could keep it waiting for long.
    void retire(Instant newerReadyAt, AgentInstance now) {
        AgentInstance before = instance;
        instance = now;
        ManagedChannel old = channel;
        Instant ready = readyAt;
        if (old == null) {
            return;
        }
        if (ready == null) {
            if (isBeingMade(old) && madeAt.plus(BeatLine.CONNECTS_WITHIN).isBefore(newerReadyAt)) {
                giveUpMaking(old);
                connectForWaiters();
            }
        } else if (ready.isBefore(newerReadyAt) && before != null) {
            forget();
            if (before.equals(now)) {
                old.shutdown();
            } else {
                old.shutdownNow();
            }
        }
    }

    void close() {
        closed = true;
        waiters.forEach(Waiter::cancel);
        waiters.clear();
        ManagedChannel old = channel;
        if (old != null) {
            old.shutdownNow();
        }
    }

    private void connect() {
        ManagedChannel open = channel;
        if (open != null && mayComeAbout(open)) {
            return;
        }
        if (!waitsForSlot) {
            waitsForSlot = true;
            link.slots().take(this::connectFresh);
        }
    }

    /// Whether this channel stands or may yet. If not, it is forgotten.
    private boolean mayComeAbout(ManagedChannel open) {
        return switch (open.getState(true)) {
            case READY -> true;
            case CONNECTING, IDLE -> {
                if (readyAt != null) {
                    // It stood and was lost in this moment.
                    drop(open);
                    yield false;
                }
                if (madeAt.plus(link.deadAfter()).isAfter(link.clock().now())) {
                    yield true;
                }
                // TCP's part of connecting has a limit of its own, the agent's greeting has none.
                giveUpMaking(open);
                yield false;
            }
            case TRANSIENT_FAILURE, SHUTDOWN -> {
                drop(open);
                yield false;
            }
        };
    }

    private void connectForWaiters() {
        if (!waiters.isEmpty()) {
            connect();
        }
    }

    private void connectFresh(ConnectSlots.Slot granted) {
        waitsForSlot = false;
        InetSocketAddress address = link.addresses().current().orElse(null);
        if (closed || address == null || waiters.isEmpty() || channel != null) {
            granted.release();
            return;
        }
        slot = granted;
        ManagedChannel fresh = link.channels().open(link.agent(), address);
        channel = fresh;
        madeAt = link.clock().now();
        watch(fresh, ConnectivityState.IDLE);
        fresh.getState(true);
    }

    private void watch(ManagedChannel watched, ConnectivityState from) {
        watched.notifyWhenStateChanged(
                from,
                () -> {
                    Instant at = link.clock().now();
                    link.thread().execute(() -> changed(watched, at));
                });
    }

    private void changed(ManagedChannel changed, Instant at) {
        if (closed || changed != channel) {
            return;
        }
        ConnectivityState state = changed.getState(false);
        switch (state) {
            case READY -> {
                readyAt = at;
                serve(changed);
            }
            case TRANSIENT_FAILURE -> {
                serve(changed);
                drop(changed);
            }
            case IDLE, CONNECTING -> {
                if (readyAt != null) {
                    // It stood and was lost. A new try takes a fresh one, whose age is known.
                    drop(changed);
                    connectForWaiters();
                }
            }
            case SHUTDOWN -> {}
        }
        if (changed == channel) {
            watch(changed, state);
        }
    }

    private void serve(ManagedChannel decided) {
        releaseSlot();
        List<Waiter> served = List.copyOf(waiters);
        waiters.clear();
        for (Waiter waiter : served) {
            waiter.cancel();
            waiter.ready.accept(decided);
        }
    }

    private void giveUp(Waiter waiter) {
        if (waiters.remove(waiter)) {
            String why =
                    link.addresses().current().isEmpty()
                            ? link.addresses().trouble()
                            : "no connection to " + link.agent().authority();
            waiter.late.accept(why);
        }
    }

    /// Calls that still run on it may end; nothing new is begun.
    private void drop(ManagedChannel old) {
        forget();
        old.shutdown();
    }

    private static boolean isBeingMade(ManagedChannel channel) {
        return channel.getState(false) != ConnectivityState.READY;
    }

    /// Nothing was handed to it yet.
    private void giveUpMaking(ManagedChannel old) {
        forget();
        old.shutdownNow();
    }

    private void forget() {
        channel = null;
        readyAt = null;
        releaseSlot();
    }

    private void releaseSlot() {
        if (slot != null) {
            slot.release();
            slot = null;
        }
    }

    private static final class Waiter {
        private final Consumer<ManagedChannel> ready;
        private final Consumer<String> late;
        private @Nullable Future<?> timer;

        Waiter(Consumer<ManagedChannel> ready, Consumer<String> late) {
            this.ready = ready;
            this.late = late;
        }

        void cancel() {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
