package io.halo.shell.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.client.Reply.Answer;
import io.halo.shell.client.Reply.Failure;
import io.halo.shell.client.Reply.Unreachable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Bodies in chunks, in pieces, without an end, and what is no answer at all.
@Timeout(60)
class AnswerBodyTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String DOCUMENT = "{\"a\":[1,\"ü\"]}";
    private static final Answer EXPECTED = new Answer(200, JsonReader.read(DOCUMENT).orElseThrow());

    /// Chunks with an extension, with leading zeroes, in capitals, and a trailer; the `ü` is cut.
    private static final byte[] TRICKY =
            bytes(
                    CHUNKED
                            + "1\r\n{\r\n"
                            + "007;why=\"not\"\r\n\"a\":[1,\r\n"
                            + "2 \r\n\"\u00c3\r\n"
                            + "A\r\n\u00bc\"]}      \r\n"
                            + "0\r\nServer-Timing: x\r\nT: t\r\n\r\n");

    @TempDir Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Reply ask(FakeManager.Answer answer, Duration deadline) throws IOException {
        try (FakeManager manager = new FakeManager(directory.resolve("s"), answer)) {
            return new ManagerClient(manager.socket()).get("/status", deadline);
        }
    }

    private void isBroken(String answer, String detail) throws IOException {
        isBroken(FakeManager.raw(bytes(answer)), detail);
    }

    private void isBroken(FakeManager.Answer answer, String detail) throws IOException {
        isFailure(ask(answer, LONG), Failure.BROKEN, detail);
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
    void chunksWithTrailersByteByByte() throws IOException {
        assertThat(ask(FakeManager.raw(TRICKY), LONG)).isEqualTo(EXPECTED);
        Reply reply =
                ask(
                        client -> {
                            for (byte one : TRICKY) {
                                client.write(ByteBuffer.wrap(new byte[] {one}));
                            }
                        },
                        LONG);
        assertThat(reply).isEqualTo(EXPECTED);
    }

    @Test
    void itDoesNotMatterWhereAnAnswerIsCut() throws IOException {
        for (int cut = 0; cut <= TRICKY.length; cut++) {
            // A sequence gives its first part alone.
            InputStream parts =
                    new SequenceInputStream(
                            new ByteArrayInputStream(TRICKY, 0, cut),
                            new ByteArrayInputStream(TRICKY, cut, TRICKY.length));
            HttpResponse response = new HttpReader(Channels.newChannel(parts)).read();
            assertThat(response.text().strip()).as("cut at %d", cut).isEqualTo(DOCUMENT);
        }
    }

    @Test
    void whatFollowsTheAnswerIsNotWaitedFor() throws IOException {
        Reply reply =
                ask(
                        client -> {
                            FakeManager.raw(TRICKY).give(client);
                            FakeManager.silence().give(client);
                        },
                        LONG);
        assertThat(reply).isEqualTo(EXPECTED);
    }

    @Test
    void aBodyMayHaveManyChunks() throws IOException {
        String chunk = "8\r\n" + " ".repeat(8) + "\r\n";
        String answer = CHUNKED + chunk.repeat(50_000) + "2\r\n{}\r\n0\r\n\r\n";
        assertThat(ask(FakeManager.raw(answer), LONG))
                .isEqualTo(new Answer(200, JsonReader.read("{}").orElseThrow()));
    }

    @Test
    void whatIsTooLongIsCutOff() throws IOException {
        isBroken(CHUNKED + "4000001\r\n", "longer than 64 MiB");
        isBroken(CHUNKED + "FFFFFFFFFFFFFFFF1\r\n", "longer than 64 MiB");
        isBroken(CHUNKED + "1" + ";x".repeat(40_000) + "\r\n", "headers are too long");
        isBroken(CHUNKED + "0\r\n" + "X: y\r\n".repeat(20_000), "headers are too long");
        isBroken(
                client -> {
                    client.write(ByteBuffer.wrap(bytes(CHUNKED)));
                    byte[] chunk = bytes("100000\r\n" + " ".repeat(1 << 20) + "\r\n");
                    while (true) {
                        FakeManager.raw(chunk).give(client);
                    }
                },
                "longer than 64 MiB");
    }

    @Test
    void aConnectionThatEndsInTheMiddle() throws IOException {
        isBroken("HTTP/1.1 200 OK\r\nX", "ended early");
        for (int end = CHUNKED.length(); end < TRICKY.length; end++) {
            int length = end;
            isBroken(
                    client -> client.write(ByteBuffer.wrap(TRICKY, 0, length)),
                    "the answer ended early");
        }
    }

    @Test
    void garbageIsNoAnswer() throws IOException {
        isBroken("\0\1\2\3\r\n\r\n", "does not speak HTTP");
        isBroken("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n{}", "malformed");
        isBroken("HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n{}", "malformed");
        isBroken(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "was not asked for");
        for (String size : List.of("", "x", "-1", "+2", "0x2", "2 2", ";2")) {
            isBroken(CHUNKED + size + "\r\n{}\r\n0\r\n\r\n", "malformed length");
        }
        isBroken(CHUNKED + "2\r\n{}x\r\n0\r\n\r\n{}", "longer than it says");
        isBroken(CHUNKED + "2\r\n\0\1\r\n0\r\n\r\n", "not JSON");
    }

    @Test
    void aManagerThatAcceptsNobodyEndsAtTheDeadline() throws IOException {
        Path socket = directory.resolve("s");
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            while (isQueued(socket, waiting)) {
                // until the queue is full
            }
            isFailure(
                    new ManagerClient(socket).get("/status", Duration.ofMillis(200)),
                    Failure.TIMED_OUT,
                    "no answer within 200 ms");
        } finally {
            for (SocketChannel client : waiting) {
                client.close();
            }
        }
    }

    private static boolean isQueued(Path socket, List<SocketChannel> waiting) throws IOException {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(client);
        client.configureBlocking(false);
        try {
            return client.connect(UnixDomainSocketAddress.of(socket)) && waiting.size() < 100;
        } catch (IOException full) {
            return false;
        }
    }
}
