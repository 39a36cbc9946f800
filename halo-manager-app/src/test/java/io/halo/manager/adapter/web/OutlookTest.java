package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.text.BadTextException;
import io.halo.core.text.WorldText;
import io.halo.engine.ScriptChecks;
import io.halo.manager.support.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Questions about why and what if. The cluster behind them is one of which nothing is known yet.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class OutlookTest {
    private static final JsonMapper JSON = new JsonMapper();

    private TestManager manager;
    private RawHttp http;
    private RawHttp tcp;

    @BeforeAll
    void start(@TempDir Path directory) throws InterruptedException {
        Path socket = directory.resolve("socket");
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        manager = new TestManager(socket, loopback);
        http = RawHttp.unix(socket);
        String port = manager.ports.poll(20, TimeUnit.SECONDS);
        tcp = RawHttp.tcp(Integer.parseInt(String.valueOf(port)));
    }

    @AfterAll
    void stop() {
        manager.close();
    }

    @Test
    void aGroupIsExplained() throws IOException {
        JsonNode group = JSON.readTree(http.get("/resources/tank/explain").body());

        assertThat(group.at("/kind").stringValue()).isEqualTo("group");
        assertThat(group.at("/phase").stringValue()).isNotEmpty();
        assertThat(group.at("/evidence").valueStream().map(line -> line.at("/about").stringValue()))
                .contains("mds00", "mds01", "intent");
    }

    @Test
    void aHostIsExplainedWithEveryGuard() throws IOException {
        JsonNode host = JSON.readTree(tcp.get("/hosts/mds00/explain").body());

        assertThat(host.at("/kind").stringValue()).isEqualTo("host");
        assertThat(
                        host.at("/evidence")
                                .valueStream()
                                .map(line -> line.at("/about").stringValue())
                                .filter(about -> about.startsWith("guard ")))
                .containsExactly(
                        "guard silent",
                        "guard latch",
                        "guard mass",
                        "guard reason",
                        "guard stranding",
                        "guard unmanaged",
                        "guard device",
                        "guard witness",
                        "guard budget",
                        "guard observe");
    }

    @Test
    void theStateIsTheWorld() throws IOException, BadTextException {
        RawHttp.Answer state = http.get("/state");

        assertThat(state.status()).isEqualTo(200);
        assertThat(state.body()).doesNotContain("geheim");
        assertThat(WorldText.read(state.body()).world().spec().name()).isEqualTo("halo");
        assertThat(tcp.get("/state").status()).isEqualTo(403);
    }

    @Test
    void aPlanTellsStepsAndFindings() throws IOException {
        RawHttp.Answer plan = post("/plan", "{\"fail\":[\"mds00\"]}");

        assertThat(plan.status()).isEqualTo(200);
        JsonNode told = JSON.readTree(plan.body());
        assertThat(told.propertyNames()).containsExactly("steps", "groups", "findings", "settled");
        assertThat(told.at("/groups/0/id").stringValue()).isEqualTo("tank");
        assertThat(told.at("/groups/0/reason").stringValue()).isNotEmpty();
    }

    @Test
    void aDryRunDoesNothing() throws IOException {
        RawHttp.Answer dry = post("/resources/tank/stop?dry_run=true", "{}");

        assertThat(dry.status()).isEqualTo(200);
        assertThat(JSON.readTree(dry.body()).at("/settled").booleanValue()).isTrue();
        assertThat(manager.commands.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /plan                                  | {"fail":["nobody"]}         | 404
                    /plan                                  | {"fail":"mds00"}            | 400
                    /plan                                  | {"fail":[7]}                | 400
                    /plan                                  | {"break":["mds00"]}         | 400
                    /plan                                  | {"failback":["nobody"]}     | 404
                    /plan                                  | {"failback":["mds00"]}      | 409
                    /plan?dry_run=true                     | {}                          | 400
                    /hosts/nobody/fence?dry_run=true       | {}                          | 404
                    /hosts/mds00/failback?dry_run=true     | {}                          | 409
                    /resources/tank/stop?dry_run=yes       | {}                          | 400
                    /resources/tank/stop?dryrun=true       | {}                          | 400
                    /forget?dry_run=true                   | {"confirm":"mds00"}         | 409
                    /forget?dry_run=true                   | {"confirm":"old"}           | 404
                    /maintenance?dry_run=true              | {"scope":"cluster","on":true} | 200
                    """)
    void whatWouldBeRefusedIsRefused(String route, String body, int status) throws IOException {
        assertThat(post(route, body).status()).isEqualTo(status);
        assertThat(manager.commands.asked).isEmpty();
    }

    @Test
    void unknownNamesAreNotFound() throws IOException {
        assertThat(http.get("/resources/nobody/explain").status()).isEqualTo(404);
        assertThat(http.get("/hosts/nobody/explain").status()).isEqualTo(404);
    }

    private RawHttp.Answer post(String route, String body) throws IOException {
        return post(http, route, body);
    }

    private static RawHttp.Answer post(RawHttp http, String route, String body) throws IOException {
        String head = "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        return http.request("POST " + route, head, body);
    }

    @Test
    void scriptsAreAsked() throws IOException {
        manager.checks =
                patience ->
                        Optional.of(
                                List.of(
                                        new ScriptChecks.Check(
                                                new HostId("mds00"),
                                                new ResourceId("tank"),
                                                "heartbeat/ZFS",
                                                ScriptChecks.Result.OBJECTS,
                                                "within " + patience.toSeconds())));
        assertThat(post(http, "/check", "").body())
                .isEqualTo(
                        "{\"scripts\":[{\"host\":\"mds00\",\"resource\":\"tank\",\"kind\":\"heartbeat/ZFS\","
                                + "\"result\":\"objects\",\"text\":\"within 60\"}]}");
        manager.checks = _ -> Optional.empty();
        assertThat(post(http, "/check", "").status()).isEqualTo(409);
        assertThat(post(http, "/check?dry_run=true", "").status()).isEqualTo(400);
        assertThat(post(tcp, "/check", "").status()).isEqualTo(405);
    }
}
