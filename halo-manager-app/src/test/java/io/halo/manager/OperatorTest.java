package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.config.ConfigLoader;
import io.halo.config.ConfigResult;
import io.halo.manager.adapter.store.SqliteStateStore;
import io.halo.manager.support.FakeAgent;
import io.halo.manager.support.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Operators' commands over the unix socket, on the whole manager with two agents on loopback.
@Timeout(120)
class OperatorTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path directory;
    private FakeAgent first;
    private FakeAgent second;
    private ConfigurableApplicationContext manager;
    private RawHttp http;

    @BeforeEach
    void start() throws IOException {
        first = FakeAgent.start();
        second = FakeAgent.start();
        manager = manager();
        http = RawHttp.unix(directory.resolve("socket"));
        until(() -> group().at("/status").stringValue().equals("Running"));
    }

    @AfterEach
    void stop() {
        manager.close();
        first.close();
        second.close();
    }

    @Test
    void stopsAndStartsAGroupAndSaysWhoAndWhy() throws IOException {
        String why = "new \"disks\"\n\ttoday \u0000 \u001b[31m 😀";
        String body = JSON.createObjectNode().put("comment", why).toString();

        JsonNode stopped = ok(ask("POST /resources/pool/stop?wait=60s", body));

        assertThat(stopped.at("/state").stringValue()).isEqualTo("done");
        assertThat(stopped.at("/changed").booleanValue()).isTrue();
        assertThat(stopped.at("/actor").stringValue()).isEqualTo(System.getProperty("user.name"));
        assertThat(group().at("/desired").stringValue()).isEqualTo("stopped");
        assertThat(group().at("/comment").stringValue()).isEqualTo(why);
        assertThat(group().at("/status").stringValue()).isEqualTo("Stopped");
        JsonNode event = JSON.readTree(http.get("/events?object=pool&limit=100").body());
        assertThat(event.values())
                .anySatisfy(it -> {
                    assertThat(it.at("/kind").stringValue()).isEqualTo("stop");
                    assertThat(it.at("/actor").stringValue())
                            .isEqualTo(System.getProperty("user.name"));
                    assertThat(it.at("/comment").stringValue()).isEqualTo(why);
                });

        JsonNode again = ok(ask("POST /resources/pool/stop", ""));
        assertThat(again.at("/changed").booleanValue(true)).isFalse();
        assertThat(ok(ask("POST /resources/pool/start?wait=60s", "")).at("/state").stringValue())
                .isEqualTo("done");
        until(() -> group().at("/status").stringValue().equals("Running"));
        assertThat(JSON.readTree(http.get("/operations").body()).values())
                .extracting(it -> it.at("/kind").stringValue())
                .containsExactly("start", "stop", "stop");
    }

    /// D2 and restarts: what was said is there again when the manager is.
    @Test
    void commentsAndOperationsOutliveTheManager() throws IOException {
        String why = "\u0000\u0001\u007f\u2028 \"'; DROP TABLE events; -- \r\n";
        ok(
                ask(
                        "PATCH /resources/pool",
                        JSON.createObjectNode()
                                .put("managed", false)
                                .put("comment", why)
                                .toString()));
        String operations = http.get("/operations").body();

        manager.close();
        manager = manager();

        assertThat(group().at("/managed").booleanValue(true)).isFalse();
        assertThat(group().at("/comment").stringValue()).isEqualTo(why);
        assertThat(http.get("/operations").body()).isEqualTo(operations);
    }

    @Test
    void maintenanceOfTheClusterIsSeenEverywhere() throws IOException {
        JsonNode cluster =
                ok(
                        ask(
                                "POST /maintenance",
                                "{\"scope\":\"cluster\",\"on\":true,\"until\":\"2099-01-01T00:00:00Z\",\"comment\":\"power work\"}"));

        assertThat(cluster.at("/maintenance/comment").stringValue()).isEqualTo("power work");
        assertThat(cluster.at("/maintenance/until").stringValue())
                .isEqualTo("2099-01-01T00:00:00Z");
        assertThat(group().at("/managed").booleanValue(true)).isFalse();
        assertThat(group().at("/comment").stringValue()).isEqualTo("power work");
        assertThat(status().at("/verdict/level").stringValue()).isEqualTo("MAINTENANCE");

        ok(ask("POST /maintenance", "{\"scope\":\"cluster\",\"on\":false}"));
        assertThat(group().at("/managed").booleanValue()).isTrue();
        assertThat(status().at("/cluster/maintenance").isNull()).isTrue();
        until(() -> group().at("/phase").stringValue().equals("Running"));
    }

    @Test
    void refusalsOfTheCore() throws IOException {
        RawHttp.Answer fence = ask("POST /hosts/first/fence", "");
        assertThat(fence.status()).isEqualTo(409);
        assertThat(JSON.readTree(fence.body()).at("/detail").stringValue())
                .isEqualTo("first has no fence device");
        assertThat(JSON.readTree(fence.body()).at("/advice").stringValue())
                .contains("halo fence --confirm-off first");
        assertThat(ask("POST /hosts/nobody/reset", "").status()).isEqualTo(404);
        assertThat(ask("POST /resources/a%2Fb/start", "").status()).isEqualTo(404);
        assertThat(ask("POST /hosts/first/confirm-off", "{\"confirm\":\"first\"}").status())
                .isEqualTo(409);
        assertThat(ok(ask("POST /hosts/first/reset", "")).at("/changed").booleanValue(true))
                .isFalse();
    }

    /// C7: the client is gone before the agent has answered; the command is carried out.
    @Test
    void aClientThatGoesAwayChangesNothing() throws IOException {
        var hold = new CountDownLatch(1);
        first.hold = hold;
        String request = "POST /resources/pool/stop?wait=60s HTTP/1.1\r\nHost: x\r\n\r\n";
        try (var client =
                SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")))) {
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            until(() -> !operations().isEmpty() && !first.executed.isEmpty());
        }
        assertThat(operations().get(0).at("/state").stringValue()).isEqualTo("running");

        hold.countDown();

        String id = operations().get(0).at("/id").stringValue();
        JsonNode ended = ok(http.get("/operations/" + id + "?wait=60s"));
        assertThat(ended.at("/state").stringValue()).isEqualTo("done");
        assertThat(group().at("/status").stringValue()).isEqualTo("Stopped");
    }

    /// D9: each is answered, and what they left agrees with itself.
    @Test
    void twentyConflictingCommandsAtOnce() {
        List<String> commands =
                List.of(
                        "POST /resources/pool/stop",
                        "POST /resources/pool/start",
                        "POST /resources/pool/restart",
                        "POST /hosts/first/deactivate",
                        "POST /hosts/second/deactivate",
                        "POST /hosts/first/activate",
                        "POST /hosts/first/failback",
                        "POST /resources/pool/cleanup",
                        "POST /hosts/second/activate",
                        "POST /hosts/first/reset");
        var answers = new ArrayList<CompletableFuture<RawHttp.Answer>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                String command = commands.get(i % commands.size());
                answers.add(CompletableFuture.supplyAsync(() -> ask(command, ""), clients));
            }
        }
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isIn(200, 202, 409));
        // Whatever they did: with both hosts active and the group wanted, it comes to rest.
        until(() -> ask("POST /hosts/first/activate", "").status() == 200);
        until(() -> ask("POST /hosts/second/activate", "").status() == 200);
        until(() -> ask("POST /resources/pool/start?wait=1s", "").status() < 300);
        until(() -> group().at("/phase").stringValue().equals("Running"));
        until(() ->
                operations().values().stream()
                        .noneMatch(it -> it.at("/state").stringValue().equals("running")));
        boolean onFirst = first.runs.contains("pool");
        assertThat(second.runs.contains("pool")).isNotEqualTo(onFirst);
        assertThat(group().at("/running_on/0").stringValue())
                .isEqualTo(onFirst ? "first" : "second");
    }

    private JsonNode status() {
        return JSON.readTree(get("/status"));
    }

    private JsonNode group() {
        return status().at("/resources/0");
    }

    private JsonNode operations() {
        return JSON.readTree(get("/operations"));
    }

    private String get(String path) {
        try {
            return http.get(path).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawHttp.Answer ask(String command, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        try {
            return http.request(
                    command,
                    "Content-Type: application/json\r\nContent-Length: " + length + "\r\n",
                    body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode ok(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private ConfigurableApplicationContext manager() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("halo.conf"),
                        """
                        hosts:
                        - { hostname: "127.0.0.1:%d", name: first }
                        - { hostname: "127.0.0.1:%d", name: second }
                        resources:
                        - { name: pool, kind: heartbeat/ZFS, parameters: { pool: pool } }
                        resource_groups:
                        - { root: pool, home_host: first, failover_hosts: [ second ] }
                        """
                                .formatted(first.port(), second.port()));
        var config = ((ConfigResult.Loaded) ConfigLoader.load(file)).config();
        var arguments =
                List.of(
                        "--socket",
                        directory.resolve("socket").toString(),
                        "--statefile",
                        directory.resolve("state").toString(),
                        "--http=off",
                        "--manage-resources",
                        "--sleep-time",
                        "500");
        var options =
                ((CommandLine.Parsed.Run) CommandLine.parse(arguments, Map.of(), "1")).options();
        return ManagerApplication.start(
                new Startup(options, config, SqliteStateStore.open(options.statefile())));
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
