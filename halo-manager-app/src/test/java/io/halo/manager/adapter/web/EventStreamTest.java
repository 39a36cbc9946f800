package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Event;
import io.halo.engine.History;
import io.halo.engine.StateStore.Stored;
import io.halo.manager.support.RawHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventStreamTest {
    private final List<Stored> written = new CopyOnWriteArrayList<>();
    private TestManager manager;
    private Path socket;

    @BeforeEach
    void start(@TempDir Path directory) {
        socket = directory.resolve("socket");
        manager = new TestManager(socket, null);
        manager.history = this::find;
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void sendsWhatIsWrittenFromThenOn() throws IOException {
        write("before");
        try (var stream = new Stream("/events/stream", "")) {
            assertThat(stream.headers())
                    .contains("HTTP/1.1 200 ", "Content-Type: text/event-stream;charset=UTF-8");
            stream.until(": events after 1"::equals);
            write("one\ntwo");
            assertThat(stream.until("id: 2"::equals)).doesNotContain("id: 1");
            assertThat(stream.until(line -> line.startsWith("data:")).getLast())
                    .isEqualTo(
                            "data: {\"seq\":2,\"time\":\"2026-04-28T12:54:34Z\",\"kind\":\"start\","
                                    + "\"object\":\"one\\ntwo\",\"actor\":\"manager\",\"comment\":\"\","
                                    + "\"incident\":\"\"}");
            write("three");
            stream.until("id: 3"::equals);
        }
    }

    @Test
    void resumes() throws IOException {
        write("one");
        write("two");
        write("three");
        try (var stream = new Stream("/events/stream", "Last-Event-ID: 1\r\n")) {
            assertThat(stream.until("id: 3"::equals)).contains("id: 2").doesNotContain("id: 1");
        }
        // Given by another state file: what is new is sent all the same.
        try (var stream = new Stream("/events/stream", "Last-Event-ID: 99\r\n")) {
            stream.until(": events after 3"::equals);
            write("four");
            stream.until("id: 4"::equals);
        }
    }

    @Test
    void sendsOfOneObjectOnly() throws IOException {
        try (var stream = new Stream("/events/stream?object=b", "")) {
            stream.until(": events after 0"::equals);
            write("a");
            write("b");
            assertThat(stream.until("id: 2"::equals)).doesNotContain("id: 1");
        }
    }

    @Test
    void aNumberThatIsNone() throws IOException {
        RawHttp.Answer answer =
                RawHttp.unix(socket).request("GET /events/stream", "Last-Event-ID: x\r\n", "");

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void thereAreOnlySoMany() throws IOException {
        var streams = new ArrayList<Stream>();
        try {
            for (int i = 0; i < EventStreamController.STREAMS_MAX; i++) {
                var stream = new Stream("/events/stream", "");
                streams.add(stream);
                stream.until(line -> line.startsWith(": events after"));
            }
            RawHttp.Answer refused = RawHttp.unix(socket).get("/events/stream");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("32 streams");
        } finally {
            for (Stream stream : streams) {
                stream.close();
            }
        }
        // Those that went make room, as soon as it is noticed.
        write("one");
        until(() -> open() == 200);
    }

    /// It is ended when it has taken nothing for as long as a connection may be idle; the others
    /// and the manager go on.
    @Test
    void whoDoesNotReadIsEnded() throws IOException {
        connector().setProperty("connectionTimeout", "500");
        try (var reader = new Stream("/events/stream", "")) {
            reader.until(line -> line.startsWith(": events after"));
            int before = connections();
            try (var stuck = new Stream("/events/stream", "")) {
                // Its stream has begun: what is written from now on is sent to it.
                stuck.until(line -> line.startsWith(": events after"));
                assertThat(connections()).isEqualTo(before + 1);
                for (int i = 0; i < EventStream.PAGE; i++) {
                    written.add(stored("x".repeat(2_000)));
                }
                manager.bell.ring();
                reader.until(("id: " + written.size())::equals);
                until(() -> connections() == before);
            }
        }
    }

    private int connections() {
        return (int) ((AbstractProtocol<?>) connector().getProtocolHandler()).getConnectionCount();
    }

    private Connector connector() {
        return manager.tomcat().getConnector();
    }

    private int open() {
        try (var stream = new Stream("/events/stream", "")) {
            return stream.headers().getFirst().startsWith("HTTP/1.1 200") ? 200 : 503;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void write(String object) {
        written.add(stored(object));
        manager.bell.ring();
    }

    private Stored stored(String object) {
        return new Stored(
                written.size() + 1L, TestManager.NOW, Event.of(Event.Kind.START, object, ""));
    }

    private List<Stored> find(History.Query query) {
        List<Stored> later =
                written.stream().filter(stored -> stored.sequence() > query.after()).toList();
        return later.subList(Math.max(0, later.size() - query.limit()), later.size());
    }

    /// An open stream, read line by line.
    private final class Stream implements AutoCloseable {
        private final SocketChannel channel;
        private final BufferedReader lines;

        Stream(String target, String headers) throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            channel.write(
                    ByteBuffer.wrap(
                            ("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n")
                                    .getBytes(StandardCharsets.UTF_8)));
        }

        List<String> headers() {
            List<String> read = until(String::isEmpty);
            return read.subList(0, read.size() - 1);
        }

        /// All lines up to the first that is wanted.
        List<String> until(Predicate<String> wanted) {
            var read = new ArrayList<String>();
            while (read.isEmpty() || !wanted.test(read.getLast())) {
                try {
                    String line = lines.readLine();
                    assertThat(line).as("the stream ended after %s", read).isNotNull();
                    read.add(line);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
