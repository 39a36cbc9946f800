package io.halo.agent.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// Who is connected and has never made a call, so that those cannot fill the house (C5): above
/// [#CONNECTIONS_MAX] the one that came first has to go. Silence, half a greeting, and a whole one
/// without a call after it all count the same. Any thread may call it.
final class Strangers implements ServerInterceptor {
    /// A manager has two; the rest is room for those that are still to be noticed as dead.
    static final int CONNECTIONS_MAX = 256;

    /// By the address of the client.
    private final SequencedMap<SocketAddress, FirstWords> strangers = new LinkedHashMap<>();

    /// All of them, those that have made a call included.
    private final Map<SocketAddress, FirstWords> open = new HashMap<>();

    synchronized void letIn(Channel channel, FirstWords connection) {
        var client = channel.remoteAddress();
        channel.closeFuture().addListener(closed -> gone(client, connection));
        strangers.put(client, connection);
        open.put(client, connection);
        if (open.size() > CONNECTIONS_MAX) {
            strangers.pollFirstEntry().getValue().close();
        }
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        isKnown(
                Objects.requireNonNull(
                        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
                        "a call comes from somewhere"));
        return next.startCall(call, headers);
    }

    /// Closes the connection of that client.
    void end(SocketAddress client) {
        FirstWords connection;
        synchronized (this) {
            connection = open.get(client);
        }
        if (connection != null) {
            connection.close();
        }
    }

    private synchronized void isKnown(SocketAddress client) {
        strangers.remove(client);
    }

    private synchronized void gone(SocketAddress client, FirstWords connection) {
        open.remove(client, connection);
        strangers.remove(client, connection);
    }
}
