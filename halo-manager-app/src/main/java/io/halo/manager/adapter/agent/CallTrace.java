package io.halo.manager.adapter.agent;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What really happened to one call: a status alone does not tell whether the request left, nor who
/// made the status.
final class CallTrace extends ClientStreamTracer {
    private volatile boolean sent;
    private volatile boolean heard;
    private volatile boolean answered;

    /// The options of the one call that is followed.
    CallOptions follow(Duration deadline) {
        CallTrace trace = this;
        return CallOptions.DEFAULT
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .withStreamTracerFactory(
                        new Factory() {
                            @Override
                            public ClientStreamTracer newClientStreamTracer(
                                    StreamInfo info, Metadata headers) {
                                return trace;
                            }
                        });
    }

    /// Whether the request was handed to a connection. If not, the agent cannot have seen it, nor
    /// ever will.
    boolean sent() {
        return sent;
    }

    /// Whether the agent sent anything at all.
    boolean heard() {
        return heard;
    }

    /// Whether the status came from the agent; if not, our side made it.
    boolean statusIsTheAgents() {
        return answered;
    }

    /// The connection may have gone in the very moment of a call's start: then gRPC holds the
    /// request back for another connection, and whenever that is made it would be sent.
    void takeBackUnlessSent(ClientCall<?, ?> call) {
        if (!sent) {
            call.cancel("the connection was lost before the request was sent", null);
        }
    }

    @Override
    public void streamCreated(Attributes connection, Metadata headers) {
        sent = true;
    }

    @Override
    public void inboundHeaders(Metadata headers) {
        heard = true;
    }

    @Override
    public void inboundWireSize(long bytes) {
        heard = true;
    }

    @Override
    public void inboundTrailers(Metadata trailers) {
        heard = true;
        answered = true;
    }
}
