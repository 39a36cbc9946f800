package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.grpc.Status;
import io.halo.core.input.Input.Trouble;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.InvalidKeyException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TroubleTableTest {
    static Stream<Arguments> causes() {
        return Stream.of(
                alive(new ConnectException("Connection refused: /10.0.0.1:8000")),
                alive(new SocketException("Connection reset")),
                alive(new IOException("Connection reset by peer")),
                alive(new IOException("Broken pipe")),
                alive(new ClosedChannelException()),
                alive(new SSLHandshakeException("Received fatal alert: certificate_expired")),
                alive(
                        caused(
                                new SSLHandshakeException("PKIX path failed"),
                                new CertificateExpiredException("expired"))),
                alive(
                        caused(
                                new CertificateExpiredException("bad signature"),
                                new InvalidKeyException("wrong key"))),
                alive(new NotSslRecordException("not an SSL/TLS record: 000012")),
                silent(
                        new ConnectTimeoutException(
                                "connection timed out after 10000 ms: /10.0.0.1:8000")),
                silent(
                        caused(
                                new NoRouteToHostException("No route to host: /10.0.0.1:8000"),
                                new IOException("x"))),
                silent(new ConnectException("Network is unreachable: /10.0.0.1:8000")),
                silent(new SocketException("Host is unreachable")),
                silent(new IOException("Connection timed out")),
                silent(new IOException("No route to host")),
                silent(new SslHandshakeTimeoutException("handshake timed out after 10000ms")),
                silent(new IOException("an error that nobody has seen yet")),
                ours(new UnknownHostException("mds00")),
                ours(
                        new ChannelException(
                                "Failed to open a socket.",
                                new SocketException("Too many open files"))),
                ours(new BindException("Cannot assign requested address")),
                ours(new ConnectException("Cannot assign requested address")),
                ours(new SocketException("Operation not permitted")),
                ours(new SocketException("No buffer space available")),
                ours(new InvalidKeyException("no key")),
                ours(new OutOfMemoryError("unable to create native thread")));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void causesOfUnavailable(Throwable cause, Trouble trouble) {
        var status =
                Status.UNAVAILABLE
                        .withDescription("io exception")
                        .withCause(new IOException("io", cause));

        assertThat(TroubleTable.judge(status, false).trouble()).isEqualTo(trouble);
        assertThat(TroubleTable.judge(status, true).trouble()).isEqualTo(Trouble.ALIVE_NOT_SERVING);
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                arguments(Status.DEADLINE_EXCEEDED, Trouble.SILENT),
                arguments(
                        Status.UNAVAILABLE.withDescription("Network closed for unknown reason"),
                        Trouble.ALIVE_NOT_SERVING),
                arguments(
                        Status.UNAVAILABLE.withDescription(
                                "Connection closed after GOAWAY. HTTP/2 error code: NO_ERROR"),
                        Trouble.ALIVE_NOT_SERVING),
                arguments(
                        Status.UNAVAILABLE.withDescription("HTTP status code 503"),
                        Trouble.ALIVE_NOT_SERVING),
                arguments(
                        Status.UNAVAILABLE.withDescription("Channel shutdownNow invoked"),
                        Trouble.CANNOT_TELL),
                arguments(
                        Status.UNAVAILABLE.withDescription(
                                "Keepalive failed. The connection is likely gone"),
                        Trouble.SILENT),
                arguments(Status.UNAVAILABLE, Trouble.SILENT),
                arguments(
                        Status.INTERNAL.withDescription(
                                "HTTP/2 error code: PROTOCOL_ERROR\nReceived Rst Stream"),
                        Trouble.ALIVE_NOT_SERVING),
                arguments(
                        Status.INTERNAL
                                .withDescription("Panic! This is a bug!")
                                .withCause(new IllegalStateException("x")),
                        Trouble.CANNOT_TELL),
                arguments(
                        Status.CANCELLED.withDescription("HTTP/2 error code: CANCEL"),
                        Trouble.ALIVE_NOT_SERVING),
                arguments(Status.CANCELLED, Trouble.CANNOT_TELL),
                arguments(Status.UNKNOWN, Trouble.CANNOT_TELL));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void statusesWithoutACause(Status status, Trouble trouble) {
        assertThat(TroubleTable.judge(status, false).trouble()).isEqualTo(trouble);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "UNIMPLEMENTED",
                "RESOURCE_EXHAUSTED",
                "PERMISSION_DENIED",
                "UNAUTHENTICATED",
                "INVALID_ARGUMENT"
            })
    void codesThatOnlyAServerGives(Status.Code code) {
        assertThat(TroubleTable.judge(code.toStatus(), false).trouble())
                .isEqualTo(Trouble.ALIVE_NOT_SERVING);
    }

    @Test
    void theWordsAreOneHarmlessLine() {
        var status = Status.UNAVAILABLE.withDescription("one\ntwo\u001b[31m three");

        assertThat(TroubleTable.judge(status, false).why())
                .isEqualTo("unavailable: one two [31m three");
    }

    private static Arguments alive(Throwable cause) {
        return arguments(cause, Trouble.ALIVE_NOT_SERVING);
    }

    private static Arguments silent(Throwable cause) {
        return arguments(cause, Trouble.SILENT);
    }

    private static Arguments ours(Throwable cause) {
        return arguments(cause, Trouble.CANNOT_TELL);
    }

    private static Throwable caused(Throwable error, Throwable cause) {
        return error.initCause(cause);
    }
}
