package io.halo.manager.adapter.agent;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes the channels to the agents. All share two I/O threads and one TLS context, so that one
/// costs little.
///
/// Retries are off: a request that the library sent again behind our back would be one that nobody
/// counted. There are no keepalive pings either; the heartbeats tell more.
final class ChannelMaker implements AutoCloseable {
    /// Enough for a thousand agents; a second one so that a TLS handshake does not hold up
    /// everybody.
    private static final int IO_THREADS = 2;

    /// Answers are identities and tails of stderr: even meta-data at its longest, twice over, fits.
    private static final int MESSAGE_LIMIT = 1024 * 1024;

    private final Duration connectTimeout;
    private final @Nullable TlsContext tls;
    private final EventLoopGroup io;

    /// @param tls null where no host uses TLS
    ChannelMaker(Duration connectTimeout, @Nullable TlsContext tls) {
        this.connectTimeout = connectTimeout;
        this.tls = tls;
        this.io =
                new MultiThreadIoEventLoopGroup(
                        IO_THREADS,
                        Thread.ofPlatform().name("halo-agent-io-", 0).daemon().factory(),
                        NioIoHandler.newFactory());
    }

    /// A channel that connects with its first call. Its callbacks run on the I/O threads and must
    /// not block.
    ManagedChannel open(AgentAddress agent, InetSocketAddress address) {
        Executor inline = Runnable::run;
        NettyChannelBuilder builder =
                NettyChannelBuilder.forAddress(address)
                        .eventLoopGroup(io)
                        .channelType(NioSocketChannel.class)
                        .withOption(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(connectTimeout.toMillis()))
                        .withOption(ChannelOption.TCP_NODELAY, true)
                        .overrideAuthority(agent.authority())
                        .executor(inline)
                        .disableRetry()
                        .disableServiceConfigLookUp()
                        .maxTraceEvents(0)
                        .maxInboundMessageSize(MESSAGE_LIMIT);
        return (agent.tls() ? builder.sslContext(context(agent)) : builder.usePlaintext()).build();
    }

    /// Never plaintext instead: that would tell the cluster's secrets to whoever listens there.
    private SslContext context(AgentAddress agent) {
        if (tls == null) {
            throw new IllegalStateException(
                    agent.authority() + " wants TLS, and there is no certificate for it");
        }
        return tls.current();
    }

    @Override
    public void close() {
        var _ = io.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
