package io.halo.manager.adapter.agent;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What an error of TLS means to an operator: whose certificate it is about, and where to look.
final class TlsWords {
    /// RFC 8446, 6.2: what a server says of a client's certificate.
    private static final Pattern REFUSAL =
            Pattern.compile(
                    "(bad|unsupported)_certificate|certificate_(revoked|expired|unknown|required)"
                            + "|unknown_ca|access_denied|decrypt_error");

    private TlsWords() {}

    /// Empty if it is no error of TLS.
    static Optional<String> of(Throwable cause) {
        String message = cause.getMessage();
        return switch (cause) {
            case NotSslRecordException _ ->
                    Optional.of(
                            "TLS: the agent does not speak it: it runs without --mtls, or its host is to"
                                    + " have tls: false");
            case CertificateException _ -> Optional.of(theirs(cause, message));
            case CertPathValidatorException _ -> Optional.of(theirs(cause, message));
            case SSLException _ -> Optional.of(alert(cause, message));
            case GeneralSecurityException _ -> Optional.of(plain(cause, message));
            default -> Optional.empty();
        };
    }

    /// The words of these exceptions mean nothing without their names ("NotAfter: Tue ...").
    private static String plain(Throwable cause, @Nullable String message) {
        String type = cause.getClass().getSimpleName();
        return "TLS: " + type + (message == null ? "" : ": " + message);
    }

    private static String theirs(Throwable cause, @Nullable String message) {
        String type = cause.getClass().getSimpleName();
        return "TLS: the agent's certificate is refused: "
                + type
                + (message == null ? "" : ": " + message);
    }

    private static String alert(Throwable cause, @Nullable String message) {
        String words = message == null ? "" : message.toLowerCase(Locale.ROOT);
        var refusal = REFUSAL.matcher(words);
        return words.contains("received fatal alert") && refusal.find()
                ? "TLS: the agent refuses our certificate, HALO_CLIENT_CERT ("
                        + refusal.group()
                        + "); its log says why"
                : plain(cause, message);
    }
}
