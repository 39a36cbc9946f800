package io.halo.agent;

import io.grpc.netty.NettyServerBuilder;
import io.halo.agent.grpc.AgentService;
import io.halo.agent.grpc.ConnectionLimits;
import io.halo.agent.grpc.Patience;
import io.halo.agent.ocf.OcfEnvironment;
import io.halo.agent.ocf.OcfRoot;
import io.halo.agent.operation.Memory;
import io.halo.agent.operation.Operations;
import io.halo.agent.tls.AgentTls;
import io.halo.agent.tls.LiveCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/// Puts the agent together.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AgentConfiguration {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    @Bean
    Memory memory(AgentSettings settings) throws IOException {
        return Memory.open(settings.stateDirectory(), bootId());
    }

    @Bean
    OcfRoot ocfRoot(AgentSettings settings) throws IOException {
        var temporary =
                ScriptDirectory.prepare(
                        settings.stateDirectory(), settings.test().isTest(), bootId());
        return new OcfRoot(
                settings.ocfRoot(),
                new OcfEnvironment(
                        settings.ocfRoot(),
                        temporary,
                        settings.environment(),
                        settings.test().id()));
    }

    @Bean
    Operations operations(AgentSettings settings, Memory memory, OcfRoot scripts)
            throws IOException {
        // A member of a test cluster dies and returns as a server does that was powered off.
        String boot = settings.test().isTest() ? settings.instance() : bootId();
        return new Operations(
                settings.instance(), boot, memory, scripts::start, Operations.SCRIPTS_MAX);
    }

    /// Not closed with the rest: a script that runs is not ended by the agent's end.
    @Bean(destroyMethod = "")
    ExecutorService threads() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Bean
    GrpcServerExecutorProvider grpcExecutor(ExecutorService threads) {
        return () -> threads;
    }

    @Bean
    AgentService agentService(Operations operations, ExecutorService threads) {
        return new AgentService(operations, threads);
    }

    @Bean
    ServerBuilderCustomizer<NettyServerBuilder> connectionLimits() {
        return new ConnectionLimits(Patience.USUAL);
    }

    /// Nothing to register without TLS.
    @Bean
    SslBundleRegistrar tls(AgentSettings settings) throws IOException {
        if (settings.tls() == null) {
            return registry -> {};
        }
        AgentTls.withoutResumption();
        var bundle = AgentTls.bundle(new LiveCredentials(settings.tls()));
        return registry -> registry.registerBundle(AgentSettings.TLS, bundle);
    }

    private static String bootId() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }
}
