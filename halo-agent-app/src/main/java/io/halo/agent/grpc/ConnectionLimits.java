package io.halo.agent.grpc;

import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/// What clients may cost (C5). A manager has one or two connections, always with something to say.
///
/// There is no greatest age: a connection that works is worth more than a fresh one.
public final class ConnectionLimits implements ServerBuilderCustomizer<NettyServerBuilder> {
    /// A manager asks for everything that is due in one call; this leaves room for many starts
    /// beside it.
    private static final int CALLS_MAX = 1024;

    private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

    /// A heartbeat comes every second or so: who says nothing for so long is no manager.
    private static final long IDLE_SECONDS = 60;

    /// How long a connection that was told to end may take.
    private static final long GRACE_SECONDS = 10;

    private static final long HANDSHAKE_SECONDS = 10;

    /// A client may look often whether we are still there, calls or no calls.
    private static final long PING_SECONDS_MIN = 5;

    /// A client that vanished without a word is noticed after this, and another 20 s.
    private static final long PING_AFTER_SECONDS = 40;

    /// Messages are small and rare; the work is done by virtual threads.
    private static final int IO_THREADS = 2;

    @Override
    public void customize(NettyServerBuilder server) {
        var threads =
                new MultiThreadIoEventLoopGroup(
                        IO_THREADS,
                        new DefaultThreadFactory("grpc", true),
                        NioIoHandler.newFactory());
        server.channelFactory(Gate::new)
                .bossEventLoopGroup(threads)
                .workerEventLoopGroup(threads)
                .maxConcurrentCallsPerConnection(CALLS_MAX)
                .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .maxConnectionIdle(IDLE_SECONDS, TimeUnit.SECONDS)
                .maxConnectionAgeGrace(GRACE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTime(PING_AFTER_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveTime(PING_SECONDS_MIN, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true);
    }
}
