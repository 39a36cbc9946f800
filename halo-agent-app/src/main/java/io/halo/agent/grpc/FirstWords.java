package io.halo.agent.grpc;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection on which nothing was heard in its first seconds; once something was, it
/// steps aside. Whether that makes sense is for others to judge.
final class FirstWords extends ChannelInboundHandlerAdapter {
    /// A client of ours begins to speak as soon as it is connected.
    private static final long PATIENCE_SECONDS = 10;

    private final Gate gate;
    private volatile @Nullable ChannelHandlerContext context;

    FirstWords(Gate gate) {
        this.gate = gate;
    }

    /// From here, and not from the channel's end: the handlers of HTTP/2 would first say goodbye
    /// and wait for an answer.
    void close() {
        var here = context;
        if (here != null) {
            var _ = here.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        var _ =
                active.executor()
                        .schedule(() -> endPatience(active), PATIENCE_SECONDS, TimeUnit.SECONDS);
        active.fireChannelActive();
    }

    private static void endPatience(ChannelHandlerContext waiting) {
        if (!waiting.isRemoved()) {
            var _ = waiting.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        gate.isNotSilent(this);
        if (reading.pipeline().get(SslHandler.class) instanceof SslHandler tls) {
            tls.handshakeFuture()
                    .addListener(done -> {
                        if (done.cause() instanceof Throwable why) {
                            gate.refusals().refused(reading.channel(), why);
                        }
                    });
        }
        reading.pipeline().remove(this);
        reading.fireChannelRead(message);
    }
}
