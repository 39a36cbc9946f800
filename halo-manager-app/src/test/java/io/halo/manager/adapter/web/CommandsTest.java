package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance.Scope;
import io.halo.manager.adapter.web.FakeCommands.Asked;
import io.halo.manager.adapter.web.FakeCommands.Next;
import io.halo.manager.support.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Commands over the unix socket, with a core that says what it is told to say.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class CommandsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final GroupId TANK = new GroupId("tank");
    private static final HostId HOST = new HostId("mds00");

    private TestManager manager;
    private RawHttp http;

    @BeforeAll
    void start(@TempDir Path directory) {
        Path socket = directory.resolve("socket");
        manager = new TestManager(socket, null);
        http = RawHttp.unix(socket);
    }

    @AfterAll
    void stop() {
        manager.close();
    }

    @BeforeEach
    void forget() {
        manager.commands.asked.clear();
        manager.commands.next.clear();
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("POST /resources/tank/start", "{}", new Command.Start(TANK)),
                Arguments.of("POST /resources/tank/stop", "{}", new Command.Stop(TANK)),
                Arguments.of("POST /resources/tank/restart", "", new Command.Restart(TANK)),
                Arguments.of("POST /resources/tank/cleanup", "", new Command.Cleanup(TANK)),
                Arguments.of("POST /hosts/mds00/failback", "", new Command.Failback(HOST)),
                Arguments.of("POST /hosts/mds00/fence", "", new Command.Fence(HOST, false)),
                Arguments.of(
                        "POST /hosts/mds00/fence",
                        "{\"force\":true}",
                        new Command.Fence(HOST, true)),
                Arguments.of("POST /hosts/mds00/reset", "", new Command.Reset(HOST)),
                Arguments.of("POST /hosts/mds00/activate", "", new Command.Activate(HOST)),
                Arguments.of(
                        "POST /hosts/mds00/deactivate",
                        "{\"force\":true}",
                        new Command.Deactivate(HOST, true)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void answersWithTheOperation(String first, String body, Command command)
            throws IOException, InterruptedException {
        RawHttp.Answer answer = ask(first, body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(manager.commands.taken()).isEqualTo(new Asked(command, me(), ""));
        JsonNode operation = JSON.readTree(answer.body());
        assertThat(operation.propertyNames())
                .containsExactly(
                        "id", "kind", "target", "state", "changed", "steps", "reason", "actor",
                        "comment", "started", "ended");
        assertThat(operation.at("/kind").stringValue()).isEqualTo(command.kind().title());
        assertThat(operation.at("/target").stringValue()).isEqualTo(command.target());
        assertThat(operation.at("/state").stringValue()).isEqualTo("done");
        assertThat(operation.at("/changed").booleanValue()).isTrue();
        assertThat(operation.at("/actor").stringValue()).isEqualTo(me());
        assertThat(operation.at("/steps"))
                .isEqualTo(
                        JSON.readTree("[{\"time\":\"2026-04-28T12:54:34Z\",\"text\":\"judged\"}]"));
        assertThat(http.get("/operations/" + operation.at("/id").stringValue()).body())
                .isEqualTo(answer.body());
    }

    static Stream<Arguments> atOnce() {
        return Stream.of(
                Arguments.of(
                        "PATCH /resources/tank",
                        "{\"managed\":true}",
                        new Command.Manage(TANK),
                        "/resources/0"),
                Arguments.of(
                        "PATCH /resources/tank",
                        "{\"managed\":false,\"comment\":null}",
                        new Command.Unmanage(TANK),
                        "/resources/0"),
                Arguments.of(
                        "POST /hosts/mds00/confirm-off",
                        "{\"confirm\":\"mds00\"}",
                        new Command.ConfirmOff(HOST, false),
                        "/hosts/0"),
                Arguments.of(
                        "POST /hosts/mds00/confirm-off",
                        "{\"confirm\":\"mds00\",\"force\":true}",
                        new Command.ConfirmOff(HOST, true),
                        "/hosts/0"),
                Arguments.of(
                        "POST /accept-state",
                        "{\"confirm\":\"halo\"}",
                        new Command.AcceptState(),
                        "/cluster"),
                Arguments.of(
                        "POST /maintenance",
                        "{\"scope\":\"cluster\",\"on\":true}",
                        new Command.Maintain(Scope.CLUSTER, "", true, null),
                        "/cluster"),
                Arguments.of(
                        "POST /maintenance",
                        "{\"scope\":\"host\",\"id\":\"mds00\",\"on\":true,\"until\":\"2026-04-28T15:00:00+02:00\"}",
                        new Command.Maintain(
                                Scope.HOST, "mds00", true, Instant.parse("2026-04-28T13:00:00Z")),
                        "/hosts/0"),
                Arguments.of(
                        "POST /maintenance",
                        "{\"scope\":\"group\",\"id\":\"tank\",\"on\":false}",
                        new Command.Maintain(Scope.GROUP, "tank", false, null),
                        "/resources/0"));
    }

    @ParameterizedTest
    @MethodSource("atOnce")
    void answersWithWhatWasChanged(String first, String body, Command command, String shown)
            throws IOException, InterruptedException {
        RawHttp.Answer answer = ask(first, body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(manager.commands.taken().command()).isEqualTo(command);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(JSON.readTree(http.get("/status").body()).at(shown));
    }

    @Test
    void hidesEvents() throws IOException, InterruptedException {
        assertThat(ask("POST /events/clear", "{\"comment\":\"seen\"}").body()).isEqualTo("{}");
        assertThat(manager.commands.taken())
                .isEqualTo(new Asked(new Command.Clear(), me(), "seen"));
    }

    @Test
    void saysThatThereWasNothingToDo() throws IOException {
        manager.commands.next.add(FakeCommands.done(false));

        RawHttp.Answer answer = ask("POST /resources/tank/start", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/changed").booleanValue(true)).isFalse();
    }

    @Test
    void saysWhereToLookWhileItRuns() throws IOException, InterruptedException {
        manager.commands.next.add(FakeCommands.running());
        RawHttp.Answer answer = ask("POST /hosts/mds00/fence?wait=1ms", "");

        assertThat(answer.status()).isEqualTo(202);
        JsonNode operation = JSON.readTree(answer.body());
        String id = operation.at("/id").stringValue();
        assertThat(operation.at("/state").stringValue()).isEqualTo("running");
        assertThat(operation.at("/changed").isNull()).isTrue();
        assertThat(answer.headers()).containsEntry("location", "/operations/" + id);

        var later = CompletableFuture.supplyAsync(() -> get("/operations/" + id + "?wait=30s"));
        manager.commands.end(
                CommandId.parse(id).orElseThrow(),
                new CommandRecord.State.Failed(TestManager.NOW, "no power"));
        JsonNode ended = JSON.readTree(later.join().body());
        assertThat(ended.at("/state").stringValue()).isEqualTo("failed");
        assertThat(ended.at("/reason").stringValue()).isEqualTo("no power");
        assertThat(ended.at("/ended").stringValue()).isEqualTo("2026-04-28T12:54:34Z");
        assertThat(JSON.readTree(http.get("/operations?limit=1").body()).at("/0")).isEqualTo(ended);
    }

    @Test
    void waitsForTheEnd() throws InterruptedException {
        manager.commands.next.add(FakeCommands.running());
        var answer = CompletableFuture.supplyAsync(() -> post("/resources/tank/stop?wait=30s"));
        manager.commands.taken();
        CommandRecord newest = manager.commands.all().getLast();
        manager.commands.end(newest.id(), new CommandRecord.State.Done(TestManager.NOW, true));

        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(answer.join().headers()).doesNotContainKey("location");
    }

    @Test
    void refusals() throws IOException {
        manager.commands.next.add(new Next.Say(new Answer.Refused("no", "halo reset mds00")));
        JsonNode refused = problem(ask("POST /hosts/mds00/fence", ""), 409);
        assertThat(refused.at("/detail").stringValue()).isEqualTo("no");
        assertThat(refused.at("/advice").stringValue()).isEqualTo("halo reset mds00");

        manager.commands.next.add(new Next.Say(new Answer.NotFound("no host x")));
        assertThat(problem(ask("POST /hosts/x/reset", ""), 404).at("/detail").stringValue())
                .isEqualTo("no host x");

        manager.commands.next.add(new Next.Say(new Answer.NotWritable("disk full")));
        assertThat(problem(ask("POST /hosts/x/reset", ""), 503).at("/detail").stringValue())
                .contains("nothing was done", "disk full");

        manager.commands.next.add(new Next.BeSilent());
        assertThat(problem(ask("POST /hosts/x/reset", ""), 503).at("/detail").stringValue())
                .contains("may have been taken", "GET /operations");
    }

    /// D7: what a client encodes is what the core is asked for.
    @ParameterizedTest
    @CsvSource({
        "a%2Fb, a/b",
        "a%3Fb%23c%25d, a?b#c%d",
        "two%20words, two words",
        "%252F, %2F",
        "p%C3%A4ul+1;x=2, päul+1;x=2",
        "%E2%82%AC%3B=, €;="
    })
    void idsArriveAsTheyAre(String encoded, String id) throws IOException, InterruptedException {
        String path = encoded.replace(";x", "%3Bx");
        assertThat(ask("POST /hosts/" + path + "/reset", "").status()).isEqualTo(200);
        assertThat(manager.commands.taken().command()).isEqualTo(new Command.Reset(new HostId(id)));
        assertThat(ask("PATCH /resources/" + path, "{\"managed\":true}").status()).isEqualTo(200);
        assertThat(manager.commands.taken().command())
                .isEqualTo(new Command.Manage(new GroupId(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%5Cb", "a%01b", "a%0Ab", "%20", "a%7Fb", "%FF%zz"})
    void whatIsNoIdIsRefused(String encoded) throws IOException {
        problem(ask("POST /hosts/" + encoded + "/reset", ""), 400);
        assertThat(manager.commands.asked).isEmpty();
    }

    /// D8.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"managed\":\"true\"}",
                "{\"managed\":1}",
                "{\"managed\":null}",
                "{}",
                "{\"managed\":true,\"managed\":false}",
                "{\"managed\":true,\"force\":true}",
                "{\"managed\":true} {}",
                "{\"managed\":true,\"comment\":7}",
                "{\"managed\":true,\"comment\":\"\\ud800\"}",
                "managed=true"
            })
    void bodiesThatMakeNoSense(String body) throws IOException {
        problem(ask("PATCH /resources/tank", body), 400);
        assertThat(manager.commands.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /maintenance|{\"scope\":\"planet\",\"on\":true}",
                "POST /maintenance|{\"scope\":\"host\",\"on\":true}",
                "POST /maintenance|{\"scope\":\"cluster\"}",
                "POST /maintenance|{\"scope\":\"cluster\",\"on\":true,\"until\":\"soon\"}",
                "POST /hosts/mds00/confirm-off|{\"confirm\":\"mds01\"}",
                "POST /hosts/mds00/confirm-off|{}",
                "POST /accept-state|{\"confirm\":\"test\"}",
                "POST /hosts/mds00/fence?dryrun=true|{}",
                "POST /hosts/mds00/fence?wait=11m|{}",
                "POST /hosts/mds00/fence?wait=30|{}",
                "POST /hosts/mds00/fence?wait=1s&wait=2s|{}",
                "POST /hosts/mds00/fence?wait=%zz|{}",
                "POST /events/clear?wait=1s|{}"
            })
    void whatMakesNoSenseIsNotAsked(String first, String body) throws IOException {
        problem(ask(first, body), 400);
        assertThat(manager.commands.asked).isEmpty();
    }

    @Test
    void otherRefusalsOfHttp() throws IOException {
        problem(ask("POST /resources/tank", "{}"), 405);
        problem(ask("DELETE /resources/tank", ""), 405);
        problem(ask("POST /resources/tank/explode", "{}"), 404);
        problem(ask("POST /forgive", "{}"), 404);
        problem(http.get("/operations/nonsense"), 404);
        problem(http.get("/operations/9-9"), 404);
        problem(http.get("/operations?limit=0"), 400);
        problem(http.get("/events?since=%zz"), 400);
        // What curl -d sends if nothing else is said: its `force` must not be lost.
        problem(
                http.request(
                        "POST /hosts/mds00/fence",
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 14\r\n",
                        "{\"force\":true}"),
                415);
        problem(
                http.request(
                        "POST /hosts/mds00/fence",
                        "Content-Type: application/json\r\nContent-Length: 65537\r\n",
                        ""),
                413);
        assertThat(manager.commands.asked).isEmpty();
    }

    /// D2: stored as it is, or refused.
    @Test
    void comments() throws IOException, InterruptedException {
        String wild = "line\nnext\ttab \"quotes\" \\ \u0000 \u001b[31m € 😀";
        var body = JSON.createObjectNode().put("comment", wild);
        assertThat(ask("POST /resources/tank/stop", body.toString()).status()).isEqualTo(200);
        assertThat(manager.commands.taken().comment()).isEqualTo(wild);

        body.put("comment", "😀".repeat(1_000));
        assertThat(ask("POST /resources/tank/stop", body.toString()).status()).isEqualTo(200);
        body.put("comment", "x".repeat(1_001));
        problem(ask("POST /resources/tank/stop", body.toString()), 400);
    }

    @Test
    void usersWithoutANameAreNumbers() {
        assertThat(Peers.named("4711")).isEqualTo("uid 4711");
        assertThat(Peers.named("root")).isEqualTo("root");
        assertThat(Peers.named("user2")).isEqualTo("user2");
    }

    /// Whoever waits is told, or finds the connection closed.
    @Test
    void aStopOfTheManagerWaitsForNobody(@TempDir Path directory) throws InterruptedException {
        Path socket = directory.resolve("other");
        CompletableFuture<Integer> status;
        try (var other = new TestManager(socket, null)) {
            other.commands.next.add(FakeCommands.running());
            status =
                    CompletableFuture.supplyAsync(() ->
                                    send(RawHttp.unix(socket), "POST /hosts/x/fence?wait=10m", ""))
                            .handle((answer, closed) -> closed == null ? answer.status() : 503);
            other.commands.taken();
        }
        assertThat(status.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(503);
    }

    private RawHttp.Answer post(String path) {
        return send(http, "POST " + path, "");
    }

    private RawHttp.Answer get(String path) {
        return send(http, "GET " + path, "");
    }

    private RawHttp.Answer ask(String first, String body) {
        return send(http, first, body);
    }

    private static RawHttp.Answer send(RawHttp http, String first, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        try {
            return http.request(
                    first,
                    "Content-Type: application/json\r\nContent-Length: " + length + "\r\n",
                    body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String me() {
        return System.getProperty("user.name");
    }

    private static JsonNode problem(RawHttp.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        return JSON.readTree(answer.body());
    }
}
