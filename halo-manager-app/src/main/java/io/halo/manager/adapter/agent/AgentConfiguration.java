package io.halo.manager.adapter.agent;

import io.halo.config.AgentEndpoints;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.HostId;
import io.halo.engine.Inbox;
import io.halo.engine.MonotonicClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The gateway to the configured agents; it does nothing until it is opened.
@Configuration(proxyBeanMethods = false)
public class AgentConfiguration {
    @Bean(destroyMethod = "close")
    GrpcAgentGateway agentGateway(
            ClusterSpec spec,
            AgentEndpoints endpoints,
            AgentProperties properties,
            Inbox inbox,
            MonotonicClock clock,
            ScriptNotices notices) {
        var addresses = new LinkedHashMap<HostId, AgentAddress>();
        endpoints
                .endpoints()
                .forEach((host, endpoint) ->
                        addresses.put(host, AgentAddress.of(endpoint, properties.mtls())));
        return new GrpcAgentGateway(
                spec, addresses, tls(addresses, properties), inbox, clock, notices);
    }

    /// Null if nobody wants TLS; then its files need not be there.
    private static @Nullable TlsContext tls(
            SequencedMap<HostId, AgentAddress> addresses, AgentProperties properties) {
        if (addresses.values().stream().noneMatch(AgentAddress::tls)) {
            return null;
        }
        try {
            return new TlsContext(
                    new TlsFiles(
                            given(properties.ca(), "HALO_CA_CERT"),
                            given(properties.certificate(), "HALO_CLIENT_CERT"),
                            given(properties.key(), "HALO_CLIENT_KEY")));
        } catch (IOException e) {
            throw new UncheckedIOException("TLS to the agents: " + e.getMessage(), e);
        }
    }

    private static Path given(@Nullable Path file, String variable) throws IOException {
        if (file == null) {
            throw new IOException(variable + " is not set");
        }
        return file;
    }
}
