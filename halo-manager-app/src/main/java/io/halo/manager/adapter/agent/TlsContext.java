package io.halo.manager.adapter.agent;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.ssl.SslManagerBundle;

/// TLS for new connections, from files that may be renewed while we run. One context serves all
/// channels: parsing keys again for each of a thousand fresh channels would cost more than the
/// channels.
///
/// Files that cannot be used at first are an error at start. Later on the last good context is
/// kept: a renewal that went wrong must not cut off hosts that still accept the old certificate.
final class TlsContext {
    private static final Logger LOG = System.getLogger(TlsContext.class.getName());

    private static final FileTime NEVER = FileTime.fromMillis(0);

    private final TlsFiles files;
    private List<FileTime> stamp;
    private SslContext context;

    /// @throws IOException naming the file that cannot be used
    TlsContext(TlsFiles files) throws IOException {
        this.files = files;
        this.stamp = stamp(files);
        this.context = load(files);
    }

    /// The context for a connection that is made now. On the gateway's thread only.
    SslContext current() {
        List<FileTime> now = stamp(files);
        if (!now.equals(stamp)) {
            stamp = now;
            loadAgain();
        }
        return context;
    }

    private void loadAgain() {
        try {
            context = load(files);
            LOG.log(
                    Level.INFO,
                    "TLS certificate and key were read again, because they have changed");
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "the changed TLS files cannot be used, the old ones stay: {0}",
                    e.getMessage());
        }
    }

    private static List<FileTime> stamp(TlsFiles files) {
        return List.of(
                changedAt(files.ca()), changedAt(files.certificate()), changedAt(files.key()));
    }

    /// That a file is not there is a state like any other: told once, not with each connection.
    private static FileTime changedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return NEVER;
        }
    }

    private static SslContext load(TlsFiles files) throws IOException {
        for (Path file : Stream.of(files.ca(), files.certificate(), files.key()).toList()) {
            if (!Files.isReadable(file)) {
                throw new IOException(file + " cannot be read");
            }
        }
        try {
            SslManagerBundle managers = PropertiesSslBundle.get(bundle(files)).getManagers();
            SslContextBuilder builder =
                    SslContextBuilder.forClient()
                            .trustManager(managers.getTrustManagerFactory())
                            .keyManager(managers.getKeyManagerFactory());
            return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
        } catch (RuntimeException | SSLException e) {
            throw new IOException(
                    "no TLS from "
                            + files.ca()
                            + ", "
                            + files.certificate()
                            + " and "
                            + files.key()
                            + ": "
                            + root(e),
                    e);
        }
    }

    /// A key that is not that of its certificate is found now, and not by the agents.
    private static PemSslBundleProperties bundle(TlsFiles files) {
        var bundle = new PemSslBundleProperties();
        bundle.getTruststore().setCertificate(location(files.ca()));
        bundle.getKeystore().setCertificate(location(files.certificate()));
        bundle.getKeystore().setPrivateKey(location(files.key()));
        bundle.getKeystore().setVerifyKeys(true);
        return bundle;
    }

    private static String location(Path file) {
        return file.toUri().toString();
    }

    private static String root(Throwable error) {
        Throwable deepest = error;
        for (@Nullable Throwable next = error.getCause(); next != null; next = next.getCause()) {
            deepest = next;
        }
        return String.valueOf(deepest.getMessage());
    }
}
