package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.manager.support.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client may ask of the manager's time and memory.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class LimitsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /// Between two bytes of a client that trickles: far below the timeout for a silent one.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String JSON_HEAD = "Host: x\r\nContent-Type: application/json\r\n";

    private TestManager manager;
    private Path socket;
    private RawHttp http;
    private int port;

    @BeforeAll
    void start(@TempDir Path directory) throws InterruptedException {
        socket = directory.resolve("socket");
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        manager = new TestManager(socket, loopback);
        http = RawHttp.unix(socket);
        port = Integer.parseInt(String.valueOf(manager.ports.poll(20, TimeUnit.SECONDS)));
    }

    @BeforeEach
    void longDeadline() {
        deadline(Duration.ofSeconds(30));
        manager.commands.asked.clear();
    }

    @AfterAll
    void stop() {
        manager.close();
    }

    @Test
    void aHeadThatTricklesInIsEnded() throws IOException {
        deadline(Duration.ofMillis(300));
        String endless = "GET /status HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(10_000);
        for (SocketAddress address : addresses()) {
            Ended ended = trickle(address, "", endless);
            assertThat(ended.answer()).as(address.toString()).startsWith("HTTP/1.1 408 ");
            assertThat(problem(ended).at("/detail").stringValue())
                    .isEqualTo("the request did not come in time");
        }
    }

    @Test
    void aBodyThatTricklesInIsEnded() throws IOException {
        deadline(Duration.ofMillis(300));
        // Whoever it is for, and whatever would become of it.
        for (String target : List.of("POST /resources/tank/stop", "POST /nothing", "GET /status")) {
            String head = target + " HTTP/1.1\r\n" + JSON_HEAD + "Content-Length: 60000\r\n\r\n";
            Ended ended =
                    trickle(UnixDomainSocketAddress.of(socket), head, "{" + " ".repeat(9_999));
            assertThat(ended.answer()).as(target).startsWith("HTTP/1.1 408 ");
            assertThat(problem(ended).at("/status").intValue()).isEqualTo(408);
        }
        assertThat(manager.commands.asked).isEmpty();
    }

    /// A pause is no trickle: nobody comes to look at the next byte.
    @Test
    void whoStopsInTheMiddleIsEndedToo() throws IOException {
        deadline(Duration.ofMillis(300));
        for (SocketAddress address : addresses()) {
            assertThat(ended(address, "GET /status HTTP/1.1\r\nHost:")).isIn("", "HTTP/1.1 408 ");
        }
        String head = "POST /plan HTTP/1.1\r\n" + JSON_HEAD + "Content-Length: 9\r\n\r\n{";
        assertThat(ended(UnixDomainSocketAddress.of(socket), head)).isIn("", "HTTP/1.1 408 ");
    }

    /// What served them serves others next, who have nothing to do with it.
    @Test
    void whoComesAfterThoseThatStoppedIsServed() throws IOException {
        deadline(Duration.ofMillis(300));
        try (var clients = Executors.newCachedThreadPool()) {
            for (SocketAddress address : addresses()) {
                var halves = new ArrayList<CompletableFuture<String>>();
                for (int i = 0; i < 8; i++) {
                    halves.add(
                            CompletableFuture.supplyAsync(
                                    () -> {
                                        try {
                                            return ended(address, "GET /sta");
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    },
                                    clients));
                }
                halves.forEach(CompletableFuture::join);
                for (int i = 0; i < 16; i++) {
                    assertThat(
                                    ended(
                                            address,
                                            "GET /status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                            .as("request %d over %s", i, address)
                            .startsWith("HTTP/1.1 200 ");
                }
            }
        }
    }

    /// Slow, and in time; and what was before it on the same connection does not count.
    @Test
    void whoIsInTimeIsServed() throws IOException {
        deadline(Duration.ofSeconds(20));
        String one =
                "POST /resources/tank/stop HTTP/1.1\r\n"
                        + JSON_HEAD
                        + "Content-Length: 2\r\n\r\n{}";
        Ended ended =
                trickle(
                        UnixDomainSocketAddress.of(socket),
                        one + "GET /st",
                        "atus HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(ended.answer().split("HTTP/1.1 200 ", -1)).hasSize(3);
    }

    @Test
    void aLongAnswerToTheFirstRequestIsNoDelayOfTheSecond() throws Exception {
        deadline(Duration.ofSeconds(2));
        manager.commands.next.add(FakeCommands.running());
        String first = "POST /resources/tank/stop?wait=1500ms HTTP/1.1\r\nHost: x\r\n\r\n";
        Ended ended =
                trickle(
                        UnixDomainSocketAddress.of(socket),
                        first + "GET /events HTTP/1.1\r\nHo",
                        "st: x\r\nX: " + "y".repeat(90) + "\r\n",
                        "Connection: close\r\n\r\n");
        assertThat(ended.answer())
                .contains("HTTP/1.1 202 ", "HTTP/1.1 200 ")
                .doesNotContain(" 408 ");
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOn() throws IOException {
        String head =
                JSON_HEAD
                        + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            send(channel, "POST /resources/tank/stop HTTP/1.1\r\n" + head);
            ByteBuffer buffer = ByteBuffer.allocate(1_024);
            channel.read(buffer);
            var first = StandardCharsets.US_ASCII.decode(buffer.flip());
            assertThat(first.toString()).startsWith("HTTP/1.1 100 ");
            send(channel, "{}");
            assertThat(rest(channel)).startsWith("HTTP/1.1 200 ").doesNotContain(" 100 ");
        }
    }

    @Test
    void whatIsTooLongIsRefused() throws IOException {
        refused(
                "GET /hosts/" + "x".repeat(40_000) + "/explain HTTP/1.1\r\nHost: x\r\n\r\n",
                400,
                414);
        refused("GET /status?" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n", 400, 414);
        refused(
                "GET /status HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
                400,
                431);
        refused(
                "GET /status HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(1_000) + "\r\n",
                400,
                431);
        refused("POST /plan HTTP/1.1\r\n" + JSON_HEAD + "Content-Length: 65537\r\n\r\n", 413, 413);
        refused(
                "POST /plan HTTP/1.1\r\n" + JSON_HEAD + "Content-Length: 99999999999\r\n\r\n",
                413,
                413);
        refused("POST /plan HTTP/1.1\r\n" + JSON_HEAD + "Content-Length: -1\r\n\r\n", 400, 400);
        refused(
                "GET /events?"
                        + "object=x&".repeat(1_700)
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                400,
                400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}       | there is no field 'a'
                    {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}} | nests deeper than 8 levels
                    [[[[[[[[[[[[                                            | nests deeper than 8 levels
                    deep                                                    | nests deeper than 8 levels
                    digits                                                  | more than 1000 digits
                    {"fail":[["a"]]}                                        | must be a list of strings
                    {"fail":[1e999999999]}                                  | must be a list of strings
                    many                                                    | none of them twice
                    """)
    void jsonThatIsTooMuchIsRefused(String what, String why) throws IOException {
        String body =
                switch (what) {
                    case "deep" -> "{\"a\":".repeat(10_000) + "1" + "}".repeat(5_000);
                    case "digits" -> "{\"fail\":" + "9".repeat(60_000) + "}";
                    case "many" -> "{\"fail\":[" + "\"mds00\",".repeat(7_000) + "\"mds00\"]}";
                    default -> what;
                };
        String head =
                JSON_HEAD + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n";
        assertThat(refused("POST /plan HTTP/1.1\r\n" + head + body, 400, 400)).contains(why);
    }

    @Test
    void onlySoManyMayWait() throws IOException {
        manager.commands.next.add(FakeCommands.running());
        String id = id(http.request("POST /hosts/mds00/fence", "Content-Length: 0\r\n", ""));
        String waiting = "/operations/" + id + "?wait=10m";
        var answers = new ArrayList<CompletableFuture<RawHttp.Answer>>();
        try (var clients = Executors.newCachedThreadPool()) {
            for (int i = 0; i < Waiters.MAX; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> ended(waiting), clients));
            }
            until(() -> get("/operations/" + id + "?wait=1ms").status() == 503);
            // Not the command, which is taken, nor who only looks.
            manager.commands.next.add(FakeCommands.running());
            assertThat(
                            http.request(
                                            "POST /hosts/mds01/fence?wait=10m",
                                            "Content-Length: 0\r\n",
                                            "")
                                    .status())
                    .isEqualTo(202);
            assertThat(get("/operations/" + id).status()).isEqualTo(200);
            assertThat(get("/status").status()).isEqualTo(200);
            manager.commands.end(
                    CommandId.parse(id).orElseThrow(),
                    new CommandRecord.State.Done(TestManager.NOW, true));
        }
        assertThat(answers).allSatisfy(it -> assertThat(it.join().status()).isEqualTo(200));
        assertThat(get("/operations/" + id + "?wait=1ms").status()).isEqualTo(200);
    }

    private String refused(String request, int one, int other) throws IOException {
        RawHttp.Answer answer = http.refused(request);
        assertThat(answer.status()).as(answer.body()).isIn(one, other);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        String detail = JSON.readTree(answer.body()).at("/detail").stringValue();
        assertThat(detail).isNotBlank();
        return detail;
    }

    private void deadline(Duration limit) {
        for (Connector connector : manager.tomcat().getService().findConnectors()) {
            assertThat(connector.setProperty("requestTimeout", Long.toString(limit.toMillis())))
                    .isTrue();
        }
    }

    private List<SocketAddress> addresses() {
        return List.of(
                UnixDomainSocketAddress.of(socket),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// @param sent how many bytes were, one at a time, until the other side answered
    private record Ended(String answer, int sent) {}

    /// Sends the first part at once, the others byte by byte until the connection is answered.
    private static Ended trickle(SocketAddress address, String first, String... slow)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            send(channel, first);
            var reader = CompletableFuture.supplyAsync(() -> rest(channel));
            int sent = 0;
            for (byte one : String.join("", slow).getBytes(StandardCharsets.US_ASCII)) {
                if (reader.isDone()) {
                    break;
                }
                try {
                    channel.write(ByteBuffer.wrap(new byte[] {one}));
                    sent++;
                } catch (IOException _) {
                    break;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return new Ended(reader.orTimeout(30, TimeUnit.SECONDS).join(), sent);
        }
    }

    /// The beginning of what is said to one who says that and no more.
    private static String ended(SocketAddress address, String begun) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            send(channel, begun);
            String answer = rest(channel);
            return answer.substring(0, Math.min(13, answer.length()));
        }
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /// Until the other side closes.
    private static String rest(SocketChannel channel) {
        var all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8_192);
        try {
            while (channel.read(buffer) >= 0) {
                all.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (IOException _) {
            // Closed with bytes of ours unread.
        }
        return all.toString(StandardCharsets.US_ASCII);
    }

    private static JsonNode problem(Ended ended) {
        assertThat(ended.answer()).contains("Content-Type: application/problem+json", "}");
        return JSON.readTree(ended.answer().substring(ended.answer().indexOf("\r\n\r\n")));
    }

    private static String id(RawHttp.Answer answer) {
        return JSON.readTree(answer.body()).at("/id").stringValue();
    }

    private RawHttp.Answer get(String target) {
        try {
            return http.get(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Again where somebody else was quicker.
    private RawHttp.Answer ended(String waiting) {
        RawHttp.Answer answer = get(waiting);
        while (answer.status() == 503) {
            answer = get(waiting);
        }
        return answer;
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
