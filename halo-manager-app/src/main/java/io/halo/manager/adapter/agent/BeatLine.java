package io.halo.manager.adapter.agent;

import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.halo.agent.v1.AgentGrpc;
import io.halo.agent.v1.HeartbeatRequest;
import io.halo.agent.v1.HeartbeatResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One connection that carries heartbeats. Used until it breaks or falls quiet, never connected
/// again. On the gateway's thread only.
final class BeatLine {
    /// Half a round trip around the world is enough; a lost packet of the handshake costs a second,
    /// then a fresh try is quicker.
    static final Duration CONNECTS_WITHIN = Duration.ofMillis(500);

    private final Link link;
    private final Instant madeAt;
    private final InetSocketAddress address;
    private final ManagedChannel channel;
    private final Owner owner;
    private final ArrayDeque<Beat> unanswered = new ArrayDeque<>();
    private @Nullable Instant readyAt;
    private @Nullable Instant heardAt;
    private boolean broken;
    private boolean over;
    private boolean closed;

    /// Who hears of it. Called on the gateway's thread.
    interface Owner {
        void answered(BeatLine line, Beat beat, Instant at, HeartbeatResponse response);

        void failed(BeatLine line, Beat beat, Instant at, Status status, boolean heard);

        /// The connection stands, or nothing will come of it.
        void settled(BeatLine line);

        /// The connection stood, and the other side closed it.
        void lost(BeatLine line, Instant at);
    }

    /// One request.
    record Beat(Instant sentAt) {}

    BeatLine(Link link, InetSocketAddress address, Owner owner) {
        this.link = link;
        this.address = address;
        this.owner = owner;
        this.madeAt = link.clock().now();
        this.channel = link.channels().open(link.agent(), address);
    }

    /// Sends a heartbeat, and connects first if it is the first one.
    void send() {
        if (readyAt == null && unanswered.isEmpty()) {
            watch(ConnectivityState.IDLE);
        }
        Beat beat = new Beat(link.clock().now());
        unanswered.add(beat);
        CallTrace trace = new CallTrace();
        HeartbeatRequest request =
                HeartbeatRequest.newBuilder().setManager(link.claim().get().message()).build();
        ClientCall<HeartbeatRequest, HeartbeatResponse> call =
                channel.newCall(AgentGrpc.getHeartbeatMethod(), trace.follow(link.deadAfter()));
        ClientCalls.asyncUnaryCall(call, request, new Observer(beat, trace));
    }

    /// Whether a heartbeat may rely on this connection: it has answered lately, or owes nothing
    /// yet, or is being made and has not taken long so far.
    boolean serves(Instant now, Duration patience) {
        if (broken) {
            return false;
        }
        Instant ready = readyAt;
        return ready == null
                ? madeAt.plus(CONNECTS_WITHIN).isAfter(now)
                : !quiet(now, ready, patience);
    }

    boolean stands() {
        return readyAt != null && !broken;
    }

    boolean broken() {
        return broken;
    }

    /// When the other side was ready to speak, if it ever was.
    @Nullable Instant readyAt() {
        return readyAt;
    }

    InetSocketAddress address() {
        return address;
    }

    boolean owesNothing() {
        return unanswered.isEmpty();
    }

    void close() {
        closed = true;
        channel.shutdownNow();
    }

    /// A connection to a host that has gone looks fine for minutes: TCP only tries again, ever more
    /// slowly.
    ///
    /// What was sent before the connection stood has waited for it, and is owed an answer from then
    /// on only. Counted from its sending, a road that is slow to connect would look quiet each time
    /// it has just been made, and be left for a fresh one that is as slow.
    private boolean quiet(Instant now, Instant ready, Duration patience) {
        Beat oldest = unanswered.peekFirst();
        if (oldest == null) {
            return false;
        }
        Instant owedSince = later(oldest.sentAt(), ready);
        Instant heard = heardAt;
        Instant since = heard == null ? owedSince : later(owedSince, heard);
        return since.plus(patience).isBefore(now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void watch(ConnectivityState from) {
        channel.notifyWhenStateChanged(
                from,
                () -> {
                    Instant at = link.clock().now();
                    link.thread()
                            .execute(() -> {
                                ConnectivityState state = look(at);
                                if (!over && !closed) {
                                    watch(state);
                                }
                            });
                });
    }

    private ConnectivityState look(Instant at) {
        ConnectivityState state = channel.getState(false);
        if (!over && !closed) {
            switch (state) {
                case CONNECTING -> {}
                case READY -> ready(at);
                case IDLE, TRANSIENT_FAILURE, SHUTDOWN -> over(at);
            }
        }
        return state;
    }

    private void ready(Instant at) {
        if (readyAt == null) {
            readyAt = at;
            owner.settled(this);
        }
    }

    private void over(Instant at) {
        over = true;
        broken = true;
        owner.settled(this);
        if (readyAt != null) {
            owner.lost(this, at);
        }
    }

    /// Called by gRPC on its own threads; hands everything over with the time at which it came.
    private final class Observer implements StreamObserver<HeartbeatResponse> {
        private final Beat beat;
        private final CallTrace trace;

        Observer(Beat beat, CallTrace trace) {
            this.beat = beat;
            this.trace = trace;
        }

        @Override
        public void onNext(HeartbeatResponse response) {
            Instant at = link.clock().now();
            link.thread()
                    .execute(() -> {
                        heardAt = at;
                        if (unanswered.remove(beat)) {
                            owner.answered(BeatLine.this, beat, at, response);
                        }
                    });
        }

        @Override
        public void onError(Throwable error) {
            Instant at = link.clock().now();
            link.thread().execute(() -> failed(at, Status.fromThrowable(error)));
        }

        @Override
        public void onCompleted() {
            Instant at = link.clock().now();
            link.thread()
                    .execute(() ->
                            failed(at, Status.INTERNAL.withDescription("answered without a word")));
        }

        private void failed(Instant at, Status status) {
            if (closed || !unanswered.remove(beat)) {
                return;
            }
            if (status.getCode() != Status.Code.DEADLINE_EXCEEDED) {
                broken = true;
                // That the connection was closed is told first, and even if nobody keeps this line
                // from here on.
                look(at);
            }
            owner.failed(BeatLine.this, beat, at, status, trace.heard());
        }
    }
}
