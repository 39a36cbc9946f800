package io.halo.shell.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.client.Reply.Answer;
import io.halo.shell.client.Reply.Failure;
import io.halo.shell.client.Reply.Refused;
import io.halo.shell.client.Reply.Unreachable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManagerClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path directory;

    private Reply ask(FakeManager.Answer answer, Duration deadline) throws IOException {
        try (FakeManager manager = new FakeManager(directory.resolve("s"), answer)) {
            return new ManagerClient(manager.socket()).get("/status", deadline);
        }
    }

    private Reply ask(String answer) throws IOException {
        return ask(FakeManager.raw(answer), LONG);
    }

    private static void isFailure(Reply reply, Failure failure, String detail) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        unreachable -> {
                            assertThat(unreachable.failure()).isEqualTo(failure);
                            assertThat(unreachable.detail()).contains(detail);
                        });
    }

    @Test
    void bodiesOfEachKindAreRead() throws IOException {
        Reply expected = new Answer(200, JsonReader.read("{\"a\":[1,\"ü\"]}").orElseThrow());
        assertThat(ask(FakeManager.json(200, "{\"a\":[1,\"ü\"]}"), LONG)).isEqualTo(expected);
        assertThat(
                        ask(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + "4;x=y\r\n{\"a\"\r\n00B\r\n:[1,\"ü\"]}\n\r\n0\r\nT: t\r\n\r\n"))
                .isEqualTo(expected);
        assertThat(ask("HTTP/1.0 200 OK\r\n\r\n{\"a\":[1,\"ü\"]}")).isEqualTo(expected);
        assertThat(ask("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"))
                .isEqualTo(new Answer(204, new Json.Null()));
    }

    @Test
    void theRequestIsPlain() throws IOException {
        try (FakeManager manager =
                new FakeManager(directory.resolve("s"), FakeManager.json(200, "{}"))) {
            ManagerClient client = new ManagerClient(manager.socket());
            client.send(
                    "POST",
                    "/hosts/" + ManagerClient.encoded("a/b c%ü") + "/reset",
                    "{\"force\":true}",
                    LONG);
            assertThat(manager.requests().getFirst())
                    .startsWith(
                            "POST /hosts/a%2Fb%20c%25%C3%BC/reset HTTP/1.1\r\nHost: localhost\r\n")
                    .contains("Content-Length: 14\r\n")
                    .contains("Connection: close\r\n");
        }
    }

    /// Metrics are there as plain text only; whoever refuses that is refused.
    @Test
    void plainTextIsTakenToo() throws IOException {
        try (FakeManager manager =
                new FakeManager(
                        directory.resolve("s"), FakeManager.raw("HTTP/1.1 200 OK\r\n\r\nup 1\n"))) {
            assertThat(new ManagerClient(manager.socket()).text("/actuator/prometheus", LONG))
                    .isEqualTo(new Answer(200, new Json.Str("up 1\n")));
            assertThat(manager.requests().getFirst())
                    .containsPattern("\r\nAccept: application/json,.*, text/plain;q=0\\.9\r\n");
        }
    }

    @Test
    void problemsKeepTheirReason() throws IOException {
        assertThat(
                        ask(
                                FakeManager.json(
                                        409,
                                        "{\"title\":\"Conflict\",\"detail\":\"nowhere to go\"}"),
                                LONG))
                .isEqualTo(new Refused(409, "nowhere to go", ""));
        assertThat(ask(FakeManager.json(503, "{\"title\":\"Unavailable\"}"), LONG))
                .isEqualTo(new Refused(503, "Unavailable", ""));
        assertThat(ask("HTTP/1.1 500 x\r\n\r\n<html>")).isEqualTo(new Refused(500, "", ""));
    }

    @Test
    void brokenAnswersAreToldApart() throws IOException {
        isFailure(ask(""), Failure.BROKEN, "closed");
        isFailure(ask("SSH-2.0-OpenSSH\r\n"), Failure.BROKEN, "does not speak HTTP");
        isFailure(ask("HTTP/1.1 xyz\r\n\r\n"), Failure.BROKEN, "malformed");
        isFailure(
                ask("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"),
                Failure.BROKEN,
                "ended early");
        isFailure(
                ask("HTTP/1.1 200 OK\r\nContent-Length: -9\r\n\r\n{}"),
                Failure.BROKEN,
                "malformed");
        isFailure(
                ask("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}"),
                Failure.BROKEN,
                "longer than");
        isFailure(
                ask("HTTP/1.1 200 OK\r\nContent-Length: 1999999999\r\n\r\n{}"),
                Failure.BROKEN,
                "longer than");
        isFailure(ask("HTTP/1.1 200 OK\r\n\r\n{} {}"), Failure.BROKEN, "not JSON");
        isFailure(
                ask("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(20_000)), Failure.BROKEN, "too long");
    }

    @Test
    void anEndlessBodyIsCutOff() throws IOException {
        isFailure(
                ask(
                        client -> {
                            client.write(
                                    ByteBuffer.wrap(
                                            "HTTP/1.1 200 OK\r\n\r\n"
                                                    .getBytes(StandardCharsets.US_ASCII)));
                            ByteBuffer much = ByteBuffer.allocate(1 << 20);
                            while (true) {
                                client.write(much.clear());
                            }
                        },
                        LONG),
                Failure.BROKEN,
                "longer than 64 MiB");
    }

    @Test
    void silenceEndsAtTheDeadline() throws IOException {
        isFailure(
                ask(FakeManager.silence(), Duration.ofMillis(200)),
                Failure.TIMED_OUT,
                "no answer within 200 ms");
    }

    @Test
    void aSlowDripEndsAtTheDeadline() throws IOException {
        isFailure(
                ask(
                        client -> {
                            client.write(
                                    ByteBuffer.wrap(
                                            "HTTP/1.1 200 OK\r\nX: "
                                                    .getBytes(StandardCharsets.US_ASCII)));
                            FakeManager.silence().give(client);
                        },
                        Duration.ofMillis(200)),
                Failure.TIMED_OUT,
                "no answer");
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        Thread asking = Thread.currentThread();
        Reply reply =
                ask(
                        client -> {
                            asking.interrupt();
                            FakeManager.silence().give(client);
                        },
                        LONG);
        isFailure(reply, Failure.INTERRUPTED, "interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void withoutAManagerTheReasonIsNamed() throws IOException {
        Path missing = directory.resolve("missing");
        isFailure(
                new ManagerClient(missing).get("/status", LONG), Failure.NO_SOCKET, "no such file");

        Path stale = directory.resolve("stale");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(stale));
        }
        isFailure(
                new ManagerClient(stale).get("/status", LONG),
                Failure.NOT_LISTENING,
                "nobody listens");

        Path file = Files.writeString(directory.resolve("file"), "x");
        isFailure(
                new ManagerClient(file).get("/status", LONG),
                Failure.NOT_LISTENING,
                "nobody listens");

        Path tooLong = directory.resolve("x".repeat(120));
        isFailure(new ManagerClient(tooLong).get("/status", LONG), Failure.BROKEN, "too long");
    }
}
