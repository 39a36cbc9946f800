package io.halo.agent.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Ends the connection of a call whose request does not become whole (C5): a client that answers
/// pings would keep both for ever. gRPC could end the call only, and the client's half of it would
/// stay open.
final class HalfCalls implements ServerInterceptor {
    /// If this process was stopped for a while, what came meanwhile is read first.
    private static final Duration GRACE = Duration.ofMillis(500);

    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final Consumer<SocketAddress> end;

    /// @param end closes the connection of that client
    HalfCalls(ScheduledExecutorService timer, Duration patience, Consumer<SocketAddress> end) {
        this.timer = timer;
        this.patience = patience;
        this.end = end;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        SocketAddress client =
                Objects.requireNonNull(
                        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                        "a call comes from somewhere");
        var whole = new AtomicBoolean();
        Future<?> late =
                after(
                        patience,
                        () -> {
                            if (!whole.get()) {
                                var _ = after(GRACE, () -> endUnless(whole, client));
                            }
                        });
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onHalfClose() {
                come(whole, late);
                super.onHalfClose();
            }

            @Override
            public void onCancel() {
                come(whole, late);
                super.onCancel();
            }
        };
    }

    private Future<?> after(Duration pause, Runnable what) {
        return timer.schedule(what, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void endUnless(AtomicBoolean whole, SocketAddress client) {
        if (!whole.get()) {
            end.accept(client);
        }
    }

    private static void come(AtomicBoolean whole, Future<?> late) {
        whole.set(true);
        late.cancel(false);
    }
}
