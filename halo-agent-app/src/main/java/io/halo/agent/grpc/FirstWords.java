package io.halo.agent.grpc;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection on which nothing was heard for so long. Whether what was heard makes sense
/// is for others to judge; this one stays in its place, where it can close without their leave.
final class FirstWords extends ChannelInboundHandlerAdapter {
    private final Duration patience;
    private final Refusals refusals;
    private volatile @Nullable ChannelHandlerContext context;
    private boolean heard;

    FirstWords(Duration patience, Refusals refusals) {
        this.patience = patience;
        this.refusals = refusals;
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
                        .schedule(this::endPatience, patience.toNanos(), TimeUnit.NANOSECONDS);
        active.fireChannelActive();
    }

    private void endPatience() {
        if (!heard) {
            close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        if (!heard) {
            heard = true;
            tellOfRefusal(reading);
        }
        reading.fireChannelRead(message);
    }

    private void tellOfRefusal(ChannelHandlerContext reading) {
        if (reading.pipeline().get(SslHandler.class) instanceof SslHandler tls) {
            tls.handshakeFuture()
                    .addListener(done -> {
                        if (done.cause() instanceof Throwable why) {
                            refusals.refused(reading.channel(), why);
                        }
                    });
        }
    }
}
