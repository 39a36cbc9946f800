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
    static final int CALLS_MAX = 1024;

    private static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

    /// Names of methods and a few words of gRPC; ours has no metadata of its own.
    private static final int METADATA_BYTES_MAX = 8 * 1024;

    /// How long a connection that was told to end may take.
    private static final long GRACE_SECONDS = 10;

    /// A client may look often whether we are still there, calls or no calls.
    private static final long PING_SECONDS_MIN = 5;

    /// Messages are small and rare; the work is done by virtual threads.
    private static final int IO_THREADS = 2;

    private final Patience patience;

    public ConnectionLimits(Patience patience) {
        this.patience = patience;
    }

    @Override
    public void customize(NettyServerBuilder server) {
        var threads =
                new MultiThreadIoEventLoopGroup(
                        IO_THREADS,
                        new DefaultThreadFactory("grpc", true),
                        NioIoHandler.newFactory());
        var strangers = new Strangers();
        server.channelFactory(() -> new Gate(strangers, patience.firstByte()))
                .intercept(new HalfCalls(threads, patience.request(), strangers::end))
                .intercept(strangers)
                .bossEventLoopGroup(threads)
                .workerEventLoopGroup(threads)
                .maxConcurrentCallsPerConnection(CALLS_MAX)
                .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                .maxInboundMetadataSize(METADATA_BYTES_MAX)
                .handshakeTimeout(patience.handshake().toNanos(), TimeUnit.NANOSECONDS)
                .maxConnectionIdle(patience.idle().toNanos(), TimeUnit.NANOSECONDS)
                .maxConnectionAgeGrace(GRACE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTime(patience.ping().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(patience.pong().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveTime(PING_SECONDS_MIN, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true);
    }
}
