package io.halo.agent.tls;

import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import io.netty.handler.ssl.util.SimpleTrustManagerFactory;
import java.security.KeyStore;
import java.security.Security;
import javax.net.ssl.KeyManager;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
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
                        new Keys(new OwnIdentity(credentials)),
                        new Trust(new ManagersOnly(credentials))));
    }

    private static final class Keys extends SimpleKeyManagerFactory {
        private final KeyManager[] managers;

        Keys(KeyManager manager) {
            managers = new KeyManager[] {manager};
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return managers.clone();
        }

        @Override
        protected void engineInit(KeyStore keyStore, char[] password) {
            // Has all that it needs.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // The same.
        }
    }

    private static final class Trust extends SimpleTrustManagerFactory {
        private final TrustManager[] managers;

        Trust(TrustManager manager) {
            managers = new TrustManager[] {manager};
        }

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return managers.clone();
        }

        @Override
        protected void engineInit(KeyStore keyStore) {
            // Has all that it needs.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // The same.
        }
    }
}
