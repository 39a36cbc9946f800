package io.halo.config;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Where the agent of a host listens.
///
/// @param host name or address; IPv6 without brackets
/// @param ownTls whether TLS is used for this host, or null for what holds for all (`--mtls`)
public record Endpoint(String host, int port, @Nullable Boolean ownTls) {
    /// Whether to use TLS, given what holds for all hosts.
    public boolean tls(boolean mtls) {
        return ownTls == null ? mtls : ownTls;
    }

    /// `mds00:8000`, `[::1]:8000`
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /// Whether it is spoken to without TLS and not on this machine: nothing but the network says
    /// who speaks to its agent. A name other than `localhost` counts as another machine's.
    public boolean openToTheNetwork(boolean mtls) {
        return !tls(mtls) && !onThisMachine();
    }

    private boolean onThisMachine() {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
