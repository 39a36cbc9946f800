package io.halo.agent.grpc;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.halo.agent.ocf.OcfEnvironment;
import io.halo.agent.ocf.OcfRoot;
import io.halo.agent.operation.Memory;
import io.halo.agent.operation.Operations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;

/// The agent without its program: the real service on a real port.
final class LocalAgent implements AutoCloseable {
    static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/opt/own:/usr/bin:/bin", "SECRET", "ours", "HALO_TEST_LOG", "/tmp/log");

    private final Memory memory;
    private final Server server;

    LocalAgent(OcfScripts scripts) {
        this(scripts, Operations.SCRIPTS_MAX);
    }

    LocalAgent(OcfScripts scripts, int limit) {
        this(scripts, limit, Patience.USUAL);
    }

    LocalAgent(OcfScripts scripts, int limit, Patience patience) {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            var temporary = Files.createDirectories(scripts.file("tmp"));
            memory = Memory.open(scripts.file("state"), boot);
            var root =
                    new OcfRoot(
                            scripts.root(),
                            new OcfEnvironment(scripts.root(), temporary, ENVIRONMENT, "t1"));
            var operations =
                    new Operations(UUID.randomUUID().toString(), boot, memory, root::start, limit);
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            var builder =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .executor(threads)
                            .addService(new AgentService(operations, threads));
            new ConnectionLimits(patience).customize(builder);
            server = builder.build().start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /// As a killed process does: no answer any more, and what runs goes on.
    @Override
    public void close() {
        server.shutdownNow();
        try {
            memory.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
