package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Admin;
import io.halo.core.model.Event;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import io.halo.engine.Telemetry;
import io.halo.manager.support.RawHttp;
import io.halo.manager.support.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebTest {
    private static final JsonMapper JSON = new JsonMapper();

    private TestManager manager;
    private Path socket;
    private RawHttp unix;
    private RawHttp tcp;

    @BeforeAll
    void start(@TempDir Path directory) throws InterruptedException {
        socket = directory.resolve("run/halo.socket");
        manager =
                new TestManager(socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        unix = RawHttp.unix(socket);
        tcp =
                RawHttp.tcp(
                        Integer.parseInt(
                                Objects.requireNonNull(manager.ports.poll(10, TimeUnit.SECONDS))));
    }

    @AfterAll
    void stop() {
        manager.close();
        assertThat(socket).doesNotExist();
    }

    @Test
    void theSocketIsForOwnerAndGroup() throws IOException {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(socket, LinkOption.NOFOLLOW_LINKS)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void bothShowTheStatus() throws IOException {
        for (RawHttp http : List.of(unix, tcp)) {
            Answer answer = http.get("/status");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.type()).isEqualTo("application/json");
            JsonNode status = JSON.readTree(answer.body());
            assertThat(status.propertyNames())
                    .containsExactly(
                            "cluster", "verdict", "resources", "hosts", "findings", "events");
            assertThat(status.at("/cluster"))
                    .isEqualTo(
                            JSON.readTree(
                                    """
                                    {"name":"halo","mode":"manage","epoch":3,"manager_started":"2026-04-28T12:54:34Z","acting":true,
                                     "refused_by":null,"store_failure":null,"maintenance":null}\
                                    """));
            assertThat(status.at("/resources/0"))
                    .isEqualTo(
                            JSON.readTree(
                                    """
                                    {"id":"tank","kind":"heartbeat/ZFS","parameters":{"pool":"tank",
                                     "password":"***"},"group":"tank","dependents":[],
                                     "exclusive":true,"status":"Unknown","phase":"Resolving",
                                      "reason":"the manager has just started","comment":"",
                                     "managed":true,"desired":"started","home_host":"mds00",
                                      "failover_hosts":["mds01"],"running_on":[],"failures":0,
                                     "hosts":{"mds00":{"status":"Unknown","reason":"host is not connected","since":null,"checked_at":null},
                                              "mds01":{"status":"Unknown","reason":"host is not connected",
                                               "since":null,"checked_at":null}}}\
                                    """));
            assertThat(status.at("/hosts/1"))
                    .isEqualTo(
                            JSON.readTree(
                                    """
                                    {"id":"mds01","address":"mds01:8000","connected":false,"active":true,"fenced":false,
                                     "protected":{"ok":false,"reason":"not judged yet: the manager has just started"},
                                     "reason":"connecting for the first time","maintenance":null,"fence_device":null,"fence":null}\
                                    """));
            assertThat(status.at("/events/0"))
                    .isEqualTo(
                            JSON.readTree(
                                    """
                                    {"seq":7,"time":"2026-04-28T12:54:34Z","kind":"fence_failed","object":"mds01","actor":"manager",
                                     "comment":"no \\"power\\"\\n","incident":""}\
                                    """));
            assertThat(status.at("/verdict/level").stringValue()).isEqualTo("DEGRADED");
            assertThat(answer.body()).doesNotContain("geheim");
        }
    }

    /// Thousands may ask every second: who has it is told so in a few bytes.
    @Test
    void whoHasTheStatusGetsNoSecondOne() throws IOException {
        String tag = unix.get("/status").headers().get("etag");
        assertThat(tag).startsWith("W/\"");
        for (RawHttp http : List.of(unix, tcp)) {
            Answer same = asked(http, tag);
            assertThat(same.status()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.headers().get("etag")).isEqualTo(tag);
        }
        assertThat(asked(unix, "W/\"other-1\"").status()).isEqualTo(200);
        World before = manager.world;
        try {
            var note = new Admin.Note("root", "disks", TestManager.NOW);
            GroupView group = before.group(new GroupId("tank"));
            manager.world = before.with(group.withDesired(new GroupView.Desired.Stopped(note)));
            Answer changed = asked(unix, tag);
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.headers().get("etag")).isNotEqualTo(tag);
        } finally {
            manager.world = before;
        }
    }

    private static Answer asked(RawHttp http, String tag) throws IOException {
        return http.request("GET /status", "If-None-Match: " + tag + "\r\n", "");
    }

    @Test
    void findsEvents() throws IOException {
        assertThat(
                        JSON.readTree(unix.get("/events?since=41&object=mds00&limit=7").body())
                                .at("/0/comment")
                                .stringValue())
                .isEqualTo("Query[after=41, since=null, objects=[mds00], incident=null, limit=7]");
        assertThat(unix.get("/events?since=2026-04-28T12:54:34Z").body())
                .contains("since=2026-04-28T12:54:34Z");
        assertThat(unix.get("/events").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events?since=yesterday",
                "/events?limit=0",
                "/events?limit=x",
                "/events?limit=99999999",
                "/events?since=-1"
            })
    void refusesMalformedQuestions(String target) throws IOException {
        problem(unix.get(target), 400);
    }

    @Test
    void everyErrorIsAProblem() throws IOException {
        problem(unix.get("/nothing"), 404);
        problem(unix.get("/error"), 404);
        problem(unix.get("/hosts/a%2Fb%3F%23%25%20%C3%A9"), 404);
        problem(unix.request("POST /status", "Content-Length: 0\r\n", ""), 405);
        problem(unix.request("GET /nothing", "Accept: text/html\r\n", ""), 404);
        problem(
                unix.request(
                        "POST /status",
                        "Content-Type: application/json\r\nContent-Length: 104857600\r\n",
                        ""),
                413);
        problem(tcp.request("POST /status", "Content-Length: 0\r\n", ""), 405);
        problem(tcp.request("PATCH /resources/tank", "Content-Length: 0\r\n", ""), 405);
        problem(tcp.request("OPTIONS /status", "", ""), 405);
        problem(tcp.get("/nothing"), 404);
    }

    @Test
    void whatTomcatRefusesIsAnAnswerToo() throws IOException {
        for (String request :
                List.of(
                        "GET /a%5Cb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                        "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
                        "nonsense\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n")) {
            problem(unix.refused(request), 400);
        }
    }

    @Test
    void aBodyWithoutLengthIsRefused() throws IOException {
        problem(
                unix.request("POST /status", "Transfer-Encoding: chunked\r\n", "3\r\nxxx\r\n"),
                411);
    }

    @Test
    void healthIsThatOfTheLoop() throws IOException {
        assertThat(JSON.readTree(tcp.get("/actuator/health").body()).at("/status").stringValue())
                .isEqualTo("UP");
        manager.trouble = "no turn for 30 s";
        try {
            Answer down = tcp.get("/actuator/health");
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.body()).contains("no turn for 30 s");
        } finally {
            manager.trouble = null;
        }
        assertThat(tcp.get("/actuator/info").status()).isEqualTo(200);
        problem(tcp.get("/actuator/env"), 404);
    }

    @Test
    void prometheusReadsTheCluster() throws IOException {
        Telemetry telemetry = manager.bean(Telemetry.class);
        telemetry.cycle(Duration.ofMillis(2));
        telemetry.operation("start", "heartbeat/ZFS", Telemetry.Ending.DONE, Duration.ofSeconds(2));
        telemetry.fence(new HostId("mds01"), Telemetry.Ending.FAILED, Duration.ofSeconds(3));
        telemetry.failover(Duration.ofSeconds(4));
        telemetry.event(Event.Kind.FENCE_FAILED);

        manager.world =
                TestManager.world()
                        .withFindings(
                                List.of(
                                        new Finding(
                                                Finding.Code.HTTP_PORT,
                                                Severity.WARNING,
                                                "test",
                                                "port 8090 is taken",
                                                "")));

        Answer answer = tcp.get("/actuator/prometheus");

        // A host without a device has no figure of one.
        assertThat(answer.body()).doesNotContain("halo_fence_device_ok{host=\"mds01\"}");
        assertThat(answer.type()).startsWith("text/plain");
        assertThat(answer.body().lines())
                .contains(
                        "halo_group_status{group=\"tank\",status=\"Unknown\"} 1.0",
                        "halo_group_status{group=\"tank\",status=\"Running (Failed Over)\"} 0.0",
                        "halo_group_wanted{group=\"tank\"} 1.0",
                        "halo_host_connected{host=\"mds00\"} 0.0",
                        "halo_host_active{host=\"mds00\"} 1.0",
                        "halo_host_fenced{host=\"mds00\"} 0.0",
                        "halo_host_protected{host=\"mds00\"} 0.0",
                        "halo_fence_device_ok{host=\"mds00\"} 0.0",
                        "halo_findings{code=\"http_port\",severity=\"warning\"} 1.0",
                        "halo_manager_active 1.0",
                        "halo_inbox_depth 1.0",
                        "halo_events_total{kind=\"fence_failed\"} 1.0",
                        "halo_events_total{kind=\"move\"} 0.0",
                        "halo_cycle_seconds_count 1",
                        "halo_cycle_seconds_sum 0.002",
                        "halo_failover_seconds_sum 4.0",
                        "halo_operation_seconds_count{kind=\"heartbeat/ZFS\",op=\"start\",outcome=\"done\"} 1",
                        "halo_fence_seconds_sum{host=\"mds01\",result=\"failed\"} 3.0");
    }

    @Test
    void aGroupThatNobodyWantsToRunIsNoCauseForAlarm() throws IOException {
        World managed = manager.world;
        var note = new Admin.Note("root", "at work on it", TestManager.NOW);
        var unmanaged = new GroupView.Control.Unmanaged(note, null);
        manager.world = managed.with(managed.group(new GroupId("tank")).withControl(unmanaged));
        try {
            assertThat(tcp.get("/actuator/prometheus").body().lines())
                    .contains("halo_group_wanted{group=\"tank\"} 0.0");
        } finally {
            manager.world = managed;
        }
    }

    private static void problem(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.at("/status").intValue()).isEqualTo(status);
        assertThat(problem.at("/title").stringValue()).isNotEmpty();
    }
}
