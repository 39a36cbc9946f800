package io.halo.agent.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Lets in who has a certificate of the authority that is meant for a client. Java takes one that
/// says nothing about its use, too; but the agents' certificates come from the same authority, and
/// who holds one of those is no manager.
final class ManagersOnly extends X509ExtendedTrustManager {
    /// RFC 5280, 4.2.1.12: `id-kp-clientAuth`.
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final LiveCredentials credentials;

    ManagersOnly(LiveCredentials credentials) {
        this.credentials = credentials;
    }

    private X509ExtendedTrustManager now() {
        return credentials.now().trusted();
    }

    private static void requireClientUse(X509Certificate certificate) throws CertificateException {
        List<String> uses;
        try {
            uses = certificate.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            throw new CertificateException("its extended key usage cannot be read", e);
        }
        if (uses == null || !uses.contains(CLIENT_AUTH)) {
            throw new CertificateException(
                    "the certificate of "
                            + certificate.getSubjectX500Principal()
                            + " is not a manager's: its extended key usage has no clientAuth");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        now().checkClientTrusted(chain, authType, engine);
        requireClientUse(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        now().checkClientTrusted(chain, authType, socket);
        requireClientUse(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        now().checkClientTrusted(chain, authType);
        requireClientUse(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw noClient();
    }

    private static CertificateException noClient() {
        return new CertificateException("an agent is never a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return now().getAcceptedIssuers();
    }
}
