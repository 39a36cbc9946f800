package io.halo.agent.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/// What the files say at one moment.
///
/// @param stamp when each file was last changed
record Credentials(
        List<FileTime> stamp, X509ExtendedKeyManager own, X509ExtendedTrustManager trusted) {
    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final String UNREADABLE = "no such file, or it cannot be read";

    static Credentials read(TlsFiles files) throws IOException {
        List<FileTime> stamp = stamp(files);
        List<X509Certificate> authorities = certificates(files.authority());
        List<X509Certificate> chain = certificates(files.certificate());
        PrivateKey key = key(files.key());
        if (!belongsTo(key, chain.getFirst())) {
            throw new TlsUnusableException(
                    files.key(), "is not the key of the certificate in " + files.certificate());
        }
        var managers =
                SslManagerBundle.from(
                        new PemSslStoreBundle(
                                PemSslStore.of(chain, key), PemSslStore.of(authorities, null)),
                        SslBundleKey.NONE);
        return new Credentials(
                stamp,
                only(X509ExtendedKeyManager.class, managers.getKeyManagers()),
                only(X509ExtendedTrustManager.class, managers.getTrustManagers()));
    }

    static List<FileTime> stamp(TlsFiles files) {
        return List.of(
                changedAt(files.authority()),
                changedAt(files.certificate()),
                changedAt(files.key()));
    }

    /// That a file is not there is a state like any other: told once, not with each handshake.
    private static FileTime changedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return NEVER;
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            return PemContent.load(file).getCertificates();
        } catch (RuntimeException e) {
            throw new TlsUnusableException(file, "has no certificate in PEM form", e);
        } catch (IOException e) {
            throw new TlsUnusableException(file, UNREADABLE, e);
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        PrivateKey key;
        try {
            key = PemContent.load(file).getPrivateKey();
        } catch (RuntimeException e) {
            throw new TlsUnusableException(file, "has no private key in PEM form", e);
        } catch (IOException e) {
            throw new TlsUnusableException(file, UNREADABLE, e);
        }
        if (key == null) {
            throw new TlsUnusableException(file, "has no private key in PEM form");
        }
        return key;
    }

    /// What the one signs, the other confirms.
    private static boolean belongsTo(PrivateKey key, X509Certificate certificate) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] text = {1};
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certificate.getPublicKey());
            checking.update(text);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static <T> T only(Class<T> type, Object[] all) {
        return Stream.of(all).filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }
}
