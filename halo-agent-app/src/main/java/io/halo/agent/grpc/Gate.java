package io.halo.agent.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Lets clients in, and keeps those that never say a word from filling the house (C5): above
/// [#CONNECTIONS_MAX] the one that has been silent for longest has to go.
final class Gate extends NioServerSocketChannel {
    /// A manager has two; the rest is room for those that are still to be noticed as dead.
    static final int CONNECTIONS_MAX = 256;

    private final SequencedSet<FirstWords> silent = new LinkedHashSet<>();
    private final Refusals refusals = new Refusals(System::nanoTime);
    private int open;

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int count = super.doReadMessages(accepted);
        for (var connection : accepted.subList(before, accepted.size())) {
            if (connection instanceof Channel channel) {
                letIn(channel);
            }
        }
        return count;
    }

    Refusals refusals() {
        return refusals;
    }

    /// It has said something, or is gone.
    synchronized void isNotSilent(FirstWords connection) {
        silent.remove(connection);
    }

    private synchronized void letIn(Channel channel) {
        var connection = new FirstWords(this);
        channel.pipeline().addFirst(connection);
        channel.closeFuture().addListener(closed -> gone(connection));
        silent.add(connection);
        open++;
        if (open > CONNECTIONS_MAX) {
            silent.removeFirst().close();
        }
    }

    private synchronized void gone(FirstWords connection) {
        open--;
        silent.remove(connection);
    }
}
