package io.halo.clusters.scale;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A listening socket that can fall silent, with every connection that it has accepted: as a host
/// whose processes are all stopped. The kernel still takes connections, but nobody greets there.
final class HushedServerChannel extends NioServerSocketChannel {
    private final Set<Channel> accepted = ConcurrentHashMap.newKeySet();

    @Override
    protected int doReadMessages(List<Object> messages) throws Exception {
        int count = super.doReadMessages(messages);
        for (Object message : messages) {
            if (message instanceof Channel child && accepted.add(child)) {
                child.closeFuture().addListener(_ -> accepted.remove(child));
            }
        }
        return count;
    }

    /// From now on nothing is accepted and nothing is read.
    void hush() {
        reads(false);
    }

    void speak() {
        reads(true);
    }

    private void reads(boolean on) {
        config().setAutoRead(on);
        accepted.forEach(child -> child.config().setAutoRead(on));
    }
}
