package io.halo.agent.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.time.Duration;
import java.util.List;

/// Lets clients in, each with [FirstWords], and lets [Strangers] know.
final class Gate extends NioServerSocketChannel {
    private final Strangers strangers;
    private final Duration patience;
    private final Refusals refusals = new Refusals(System::nanoTime);

    Gate(Strangers strangers, Duration patience) {
        this.strangers = strangers;
        this.patience = patience;
    }

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

    private void letIn(Channel channel) {
        var words = new FirstWords(patience, refusals);
        channel.pipeline().addFirst(words);
        strangers.letIn(channel, words);
    }
}
