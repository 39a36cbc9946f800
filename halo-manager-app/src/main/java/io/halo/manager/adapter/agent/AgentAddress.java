package io.halo.manager.adapter.agent;

import io.halo.config.Endpoint;

/// Where an agent listens, and how it is spoken to.
///
/// @param host name or address as configured; TLS checks the agent's certificate against it
record AgentAddress(String host, int port, boolean tls) {
    static AgentAddress of(Endpoint endpoint, boolean mtls) {
        return new AgentAddress(endpoint.host(), endpoint.port(), endpoint.tls(mtls));
    }

    /// `mds00:8000`, `[::1]:8000`
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
