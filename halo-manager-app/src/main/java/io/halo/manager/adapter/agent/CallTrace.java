package io.halo.manager.adapter.agent;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/// What really happened to one call: a status alone does not tell whether the request left, nor who
/// made the status.
final class CallTrace extends ClientStreamTracer {
    private volatile boolean sent;
    private volatile boolean heard;
    private volatile boolean answered;

    CallOptions follow(CallOptions options) {
        CallTrace trace = this;
        return options.withStreamTracerFactory(
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
