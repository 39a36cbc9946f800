package io.halo.manager.adapter.agent;

import static io.halo.core.input.Input.Trouble.ALIVE_NOT_SERVING;
import static io.halo.core.input.Input.Trouble.CANNOT_TELL;
import static io.halo.core.input.Input.Trouble.SILENT;

import io.grpc.Status;
import io.halo.core.input.Input.Trouble;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The one table that says what a failed heartbeat means (safety.md section 5, "Silence").
///
/// Whoever sent a byte, or whose kernel refused us, lives. Whoever sent nothing is silent. Our own
/// trouble says nothing about anybody. What is not in the table counts as silence if it came from
/// the network, because a dead host has to be noticed whatever the error is called; other guards
/// keep our own outage from fencing anybody.
final class TroubleTable {
    /// Searched from the top: our own trouble first, for it hides inside of connection errors.
    private static final List<Rule> CAUSES =
            List.of(
                    new Rule(
                            CANNOT_TELL,
                            says(
                                    "too many open files",
                                    "cannot assign requested address",
                                    "no buffer space",
                                    "cannot allocate memory",
                                    "permission denied",
                                    "operation not permitted",
                                    "address family not supported",
                                    "protocol family unavailable",
                                    "unable to create native thread")),
                    // A certificate that we do not like is one that the other side sent.
                    new Rule(
                            ALIVE_NOT_SERVING,
                            is(CertificateException.class, CertPathValidatorException.class)),
                    new Rule(
                            CANNOT_TELL,
                            is(
                                    UnknownHostException.class,
                                    UnresolvedAddressException.class,
                                    BindException.class,
                                    KeyException.class,
                                    KeyStoreException.class,
                                    UnrecoverableKeyException.class,
                                    Error.class)),
                    new Rule(
                            SILENT,
                            is(
                                    NoRouteToHostException.class,
                                    ConnectTimeoutException.class,
                                    SocketTimeoutException.class,
                                    SslHandshakeTimeoutException.class)),
                    new Rule(
                            SILENT,
                            says(
                                    "no route to host",
                                    "unreachable",
                                    "host is down",
                                    "network is down",
                                    "timed out",
                                    "timeout")),
                    new Rule(
                            ALIVE_NOT_SERVING,
                            is(
                                    SSLException.class,
                                    Http2Exception.class,
                                    ClosedChannelException.class)),
                    new Rule(ALIVE_NOT_SERVING, says("refused", "reset", "broken pipe", "closed")),
                    new Rule(CANNOT_TELL, is(GeneralSecurityException.class)),
                    new Rule(SILENT, is(ConnectException.class, IOException.class)));

    private TroubleTable() {}

    /// @param heard whether the agent sent anything in this call
    static Verdict judge(Status status, boolean heard) {
        if (heard) {
            return new Verdict(ALIVE_NOT_SERVING, "the agent answered " + words(status));
        }
        List<Throwable> causes = causes(status.getCause());
        return CAUSES.stream()
                .flatMap(rule -> rule.find(causes).stream())
                .findFirst()
                .orElseGet(() -> new Verdict(byCode(status), words(status)));
    }

    /// Without a cause: the library's own words, most of them about what the other side did.
    private static Trouble byCode(Status status) {
        String description = lower(status.getDescription());
        return switch (status.getCode()) {
            case UNAVAILABLE -> unavailable(description);
            case DEADLINE_EXCEEDED -> SILENT;
            case INTERNAL -> description.contains("panic") ? CANNOT_TELL : ALIVE_NOT_SERVING;
            case CANCELLED ->
                    containsAny(description, "rst", "http") ? ALIVE_NOT_SERVING : CANNOT_TELL;
            case UNKNOWN ->
                    description.contains("channel closed") ? ALIVE_NOT_SERVING : CANNOT_TELL;
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    DATA_LOSS,
                    UNAUTHENTICATED ->
                    ALIVE_NOT_SERVING;
        };
    }

    private static Trouble unavailable(String description) {
        if (containsAny(description, "channel shutdown", "unresolved", "resolve host")) {
            return CANNOT_TELL;
        }
        return containsAny(description, "goaway", "http", "closed", "rst", "end of stream", "ssl")
                ? ALIVE_NOT_SERVING
                : SILENT;
    }

    private static String words(Status status) {
        String description = status.getDescription();
        if (containsAny(lower(description), "network closed for unknown reason")) {
            return "the connection was closed without a word: does only one side use TLS (--mtls)?";
        }
        String code = status.getCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return description == null ? code : code + ": " + description;
    }

    private static Predicate<Throwable> says(String... fragments) {
        return cause -> containsAny(lower(cause.getMessage()), fragments);
    }

    private static Predicate<Throwable> is(Class<?>... types) {
        return cause -> List.of(types).stream().anyMatch(type -> type.isInstance(cause));
    }

    private static boolean containsAny(String text, String... fragments) {
        return List.of(fragments).stream().anyMatch(text::contains);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    /// The deepest first: it is the one that names the trouble.
    private static List<Throwable> causes(@Nullable Throwable first) {
        var chain = new ArrayList<Throwable>();
        for (Throwable cause = first;
                cause != null && !chain.contains(cause);
                cause = cause.getCause()) {
            chain.addFirst(cause);
        }
        return chain;
    }

    private record Rule(Trouble trouble, Predicate<Throwable> applies) {
        Optional<Verdict> find(List<Throwable> causes) {
            return causes.stream()
                    .filter(applies)
                    .findFirst()
                    .map(cause -> new Verdict(trouble, name(cause)));
        }

        private static String name(Throwable cause) {
            String message = cause.getMessage();
            return TlsWords.of(cause)
                    .orElseGet(() ->
                            message == null || message.isBlank()
                                    ? cause.getClass().getSimpleName()
                                    : message);
        }
    }
}
