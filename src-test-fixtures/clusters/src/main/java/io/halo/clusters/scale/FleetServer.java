package io.halo.clusters.scale;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One gRPC server that listens at every host's port: a thousand servers would need a thousand
/// times the memory and tell no more about the manager.
final class FleetServer {
    private final Map<String, HushedServerChannel> channels = new HashMap<>();

    private FleetServer() {}

    static FleetServer start(Fleet fleet, Map<String, Integer> ports) throws IOException {
        FleetServer server = new FleetServer();
        Queue<HushedServerChannel> made = new ConcurrentLinkedQueue<>();
        Map<Integer, FakeHost> byPort = new HashMap<>();
        ports.forEach((name, port) -> byPort.put(port, fleet.host(name)));
        NettyServerBuilder builder = null;
        for (int port : ports.values()) {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            builder =
                    builder == null
                            ? NettyServerBuilder.forAddress(address)
                            : builder.addListenAddress(address);
        }
        if (builder == null) {
            throw new IllegalArgumentException("no hosts");
        }
        builder.addService(new FleetService(fleet))
                .intercept(new ByPort(byPort))
                .directExecutor()
                .bossEventLoopGroup(thread())
                .workerEventLoopGroup(thread())
                .channelFactory(() -> {
                    HushedServerChannel channel = new HushedServerChannel();
                    made.add(channel);
                    return channel;
                })
                .build()
                .start();
        for (HushedServerChannel channel : made) {
            FakeHost host = byPort.get(channel.localAddress().getPort());
            if (host != null) {
                server.channels.put(host.name(), channel);
            }
        }
        return server;
    }

    void silence(String host) {
        channel(host).hush();
    }

    void listen(String host) {
        channel(host).speak();
    }

    private HushedServerChannel channel(String host) {
        HushedServerChannel channel = channels.get(host);
        if (channel == null) {
            throw new IllegalArgumentException("no host " + host);
        }
        return channel;
    }

    private static MultiThreadIoEventLoopGroup thread() {
        return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    /// Tells the service which host is meant.
    private record ByPort(Map<Integer, FakeHost> hosts) implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            InetSocketAddress local =
                    (InetSocketAddress) call.getAttributes().get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
            FakeHost host = local == null ? null : hosts.get(local.getPort());
            if (host == null) {
                throw new IllegalStateException("no host listens at " + local);
            }
            return Contexts.interceptCall(
                    Context.current().withValue(FleetService.HOST, host), call, headers, next);
        }
    }
}
