package io.halo.agent.tls;

import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import io.netty.handler.ssl.util.TrustManagerFactoryWrapper;
import java.security.Security;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/// The agent's TLS in the form in which a server takes it.
public final class AgentTls {
    private static final String DISABLED = "jdk.tls.disabledAlgorithms";

    private AgentTls() {}

    /// Every connection is to show its certificate: a session that is resumed does not, so that a
    /// manager whose authority was taken away would be let in for another day. Java sends no
    /// tickets then, and in TLS 1.3 there is no other way to resume; older versions are off.
    ///
    /// Must come before anything of TLS is used, and holds for the whole program.
    public static void withoutResumption() {
        System.setProperty("jdk.tls.server.newSessionTicketCount", "0");
        Security.setProperty(DISABLED, Security.getProperty(DISABLED) + ", TLSv1.2");
    }

    public static SslBundle bundle(LiveCredentials credentials) {
        return SslBundle.of(
                SslStoreBundle.NONE,
                SslBundleKey.NONE,
                SslOptions.NONE,
                SslBundle.DEFAULT_PROTOCOL,
                SslManagerBundle.of(
                        new KeyManagerFactoryWrapper(new OwnIdentity(credentials)),
                        new TrustManagerFactoryWrapper(new ManagersOnly(credentials))));
    }
}
