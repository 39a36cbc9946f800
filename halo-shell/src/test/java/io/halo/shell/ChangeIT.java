package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands that change something, as one-shot programs against a manager that says what the test
/// wants.
@Timeout(300)
class ChangeIT {
    @TempDir Path directory;

    private final Deque<FakeManager.Answer> answers = new ArrayDeque<>();
    private FakeManager manager;
    private Halo halo;

    @BeforeEach
    void start() throws IOException {
        manager = new FakeManager(directory.resolve("s"), client -> next().give(client));
        halo = new Halo(directory).with("HALO_SOCKET", "s");
    }

    @AfterEach
    void stop() throws IOException {
        manager.close();
    }

    private synchronized FakeManager.Answer next() {
        return answers.isEmpty() ? FakeManager.json(500, "{}") : answers.remove();
    }

    private ChangeIT says(int status, String body) {
        answers.add(FakeManager.json(status, body));
        return this;
    }

    private static String operation(String state, String rest) {
        return "{\"id\":\"1-7\",\"kind\":\"failback\",\"target\":\"oss00\",\"state\":\""
                + state
                + "\",\"started\":\"2026-04-28T12:00:00Z\",\"steps\":[{\"time\":\"2026-04-28T12:00:01Z\",\"text\":\"zp0 Moving\"}]"
                + rest
                + "}";
    }

    @Test
    void whatEndsAtOnceIsToldAtOnce() {
        says(200, operation("done", ",\"changed\":true,\"ended\":\"2026-04-28T12:00:04.2Z\""));
        Result result = halo.run("failback", "--onto", "oss00", "--reason", "a \"b\"\n");
        assertThat(result.out()).isEqualTo("failback oss00: done (4.2 s)\n");
        assertThat(result.status()).isZero();
        assertThat(manager.requests().getFirst())
                .startsWith("POST /hosts/oss00/failback HTTP/1.1")
                .contains("a \\\"b\\\"\\n");
    }

    @Test
    void whatTakesItsTimeIsFollowedToItsEnd() {
        says(202, operation("running", ""))
                .says(200, operation("running", ""))
                .says(200, operation("failed", ",\"reason\":\"no disks\""));
        Result result = halo.run("failback", "--onto", "oss00");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("12:00:01 zp0 Moving\nhalo: failback oss00 failed: no disks\n");
        assertThat(manager.requests()).hasSize(3);
        assertThat(manager.requests().getLast()).startsWith("GET /operations/1-7 ");
    }

    @Test
    void nobodyHasToWait() {
        says(202, operation("running", ""));
        Result result = halo.run("failback", "--onto", "oss00", "--no-wait");
        assertThat(result.out())
                .isEqualTo("operation 1-7 is under way; halo operations 1-7 shows it\n");
        assertThat(manager.requests()).hasSize(1);
    }

    @Test
    void aRefusalSaysWhatToType() {
        says(409, "{\"detail\":\"oss00 was fenced\",\"advice\":\"halo reset oss00\"}");
        Result result = halo.run("failback", "--onto", "oss00");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "halo: cannot fail back onto oss00: oss00 was fenced; try: halo reset oss00\n");
    }

    @Test
    void hostsAreNamedAsInStatus() {
        String done = "{\"kind\":\"reset\",\"target\":\"x\",\"state\":\"done\",\"changed\":false}";
        says(200, "{\"hosts\":[{\"id\":\"oss08\"},{\"id\":\"oss09\"},{\"id\":\"a b/c\"}]}");
        says(200, done).says(200, done).says(200, done);
        Result result = halo.run("reset", "oss[08-09]", "a b/c");
        assertThat(result.status()).isZero();
        assertThat(result.out()).isEqualTo("reset x: nothing to do\n".repeat(3));
        assertThat(manager.requests().stream().skip(1).map(ChangeIT::target))
                .containsExactly(
                        "/hosts/oss08/reset", "/hosts/oss09/reset", "/hosts/a%20b%2Fc/reset");
    }

    @Test
    void groupsAreManagedByAPatch() {
        says(200, "{\"id\":\"zp0\"}");
        assertThat(halo.run("unmanage", "zp0", "-r", "by hand").out())
                .isEqualTo("unmanage zp0: done\n");
        assertThat(manager.requests().getFirst())
                .startsWith("PATCH /resources/zp0 ")
                .contains("\"managed\": false", "\"comment\": \"by hand\"");
    }

    @Test
    void theDangerousOnesWantToBeMeant() {
        Result vouch = halo.run("fence", "oss00", "--confirm-off");
        assertThat(vouch.status()).isEqualTo(2);
        assertThat(vouch.err()).contains("will run twice", "--yes");
        assertThat(halo.run("accept-state").status()).isEqualTo(2);
        assertThat(manager.requests()).isEmpty();
        // What only looks ahead endangers nothing.
        says(200, "{\"cluster\":{\"name\":\"c\"}}").says(200, "{\"steps\":[],\"findings\":[]}");
        assertThat(halo.run("accept-state", "--dry-run").status()).isZero();
        assertThat(manager.requests().getLast()).startsWith("POST /accept-state?dry_run=true ");
        says(200, "{\"id\":\"oss00\"}");
        assertThat(halo.run("fence", "oss00", "--confirm-off", "--yes").status()).isZero();
        assertThat(manager.requests().getLast())
                .startsWith("POST /hosts/oss00/confirm-off ")
                .contains("\"confirm\": \"oss00\"");
    }

    @Test
    void maintenanceFindsOutWhatAWordNames() {
        String status =
                "{\"hosts\":[{\"id\":\"x\"},{\"id\":\"both\"}],\"resources\":[{\"id\":\"both\",\"group\":\"both\"}]}";
        says(200, status).says(200, "{}");
        assertThat(halo.run("maintenance", "on", "x", "--until", "2h").status()).isZero();
        assertThat(manager.requests().getLast())
                .startsWith("POST /maintenance ")
                .contains(
                        "\"scope\": \"host\"", "\"id\": \"x\"", "\"on\": true", "\"until\": \"20");
        says(200, status);
        assertThat(halo.run("maintenance", "on", "both").err()).contains("host:both or group:both");
        says(200, "{}");
        assertThat(halo.run("maintenance", "off", "group:both").status()).isZero();
        assertThat(halo.run("maintenance", "on", "x", "--until", "soon").status()).isEqualTo(2);
    }

    @Test
    void operationsAndEventsAreListedTheNewestLast() {
        says(200, "[" + operation("running", "") + "," + operation("done", "") + "]");
        List<String> lines = halo.run("operations").out().lines().toList();
        assertThat(lines.getLast()).contains("1-7", "failback oss00", "running");
        says(200, operation("done", ",\"actor\":\"root\",\"changed\":true"));
        assertThat(halo.run("operations", "1-7").out())
                .isEqualTo(
                        "2026-04-28 12:00:00Z 1-7 failback oss00 by root: done\n  12:00:01 zp0 Moving\n");
        String event =
                "{\"seq\":3,\"time\":\"2026-04-28T12:00:00.5Z\",\"kind\":\"stop\",\"object\":\"zp0\","
                        + "\"actor\":\"root\",\"comment\":\"x\"}";
        says(200, "[" + event + "]");
        assertThat(halo.run("events", "show", "-n", "1").out())
                .isEqualTo("2026-04-28 12:00:00Z event=stop object=zp0 by=root comment=\"x\"\n");
    }

    @Test
    void waitingEndsWhenAllIsWell() {
        says(200, "{\"verdict\":{\"level\":\"DEGRADED\",\"text\":\"1 failed over\"}}")
                .says(200, "{\"verdict\":{\"level\":\"OK\",\"text\":\"4 resources running\"}}");
        Result well = halo.run("wait", "--healthy");
        assertThat(well.status()).isZero();
        assertThat(well.out()).isEqualTo("OK: 4 resources running\n");
        says(200, "{\"verdict\":{\"level\":\"DEGRADED\",\"text\":\"1 failed over\"}}");
        Result ill = halo.run("wait", "--timeout", "0s");
        assertThat(ill.status()).isEqualTo(1);
        assertThat(ill.err()).isEqualTo("halo: after 0s still DEGRADED: 1 failed over\n");
    }

    @Test
    void aWrongNameIsAnsweredWithWhatMayBeMeant() {
        String status =
                "{\"hosts\":[{\"id\":\"mds00\"},{\"id\":\"mds01\"},{\"id\":\"admin\"}],"
                        + "\"resources\":[{\"id\":\"zp0\",\"group\":\"zp0\"},"
                        + "{\"id\":\"ost0\",\"group\":\"zp0\"}]}";
        nearOf("reset", "mds0", status, "; did you mean mds00 or mds01?");
        nearOf("reset", "amdin", status, "; did you mean admin?");
        nearOf("reset", "elsewhere", status, "; there are mds[00-01], admin");
        nearOf("reset", "zp0", status, "; it is a group");
        nearOf("stop", "zp", status, "; did you mean zp0?");
        nearOf("stop", "ost0", status, "; it belongs to the group zp0");
        nearOf("stop", "admin", status, "; it is a host");
        says(200, status);
        assertThat(halo.run("maintenance", "on", "clutser").err())
                .isEqualTo(
                        "halo: there is no host and no group 'clutser'; did you mean cluster?\n");
    }

    @Test
    void whatCannotBeExplainedIsAnsweredWithWhatMayBeMeant() {
        says(404, "{}").says(404, "{}").says(200, "{\"hosts\":[{\"id\":\"mds00\"}]}");
        assertThat(halo.run("explain", "mds0").err())
                .isEqualTo("halo: no group or host mds0; did you mean mds00?\n");
    }

    private void nearOf(String command, String name, String status, String near) {
        says(404, "{\"detail\":\"no such thing\"}").says(200, status);
        Result result = halo.run(command, name);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "halo: cannot " + command + " " + name + ": no such thing" + near + "\n");
    }

    @Test
    void eventsMayBeAskedForBySpan() {
        says(200, "[]");
        Result none = halo.run("events", "show", "--since", "2h", "--object", "x");
        assertThat(none.status()).isZero();
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).isEqualTo("no events of x\n");
        assertThat(manager.requests().getLast())
                .containsPattern("&since=20\\d\\d-\\d\\d-\\d\\dT[^& ]*Z&object=x ");
    }

    private static String target(String request) {
        return request.split(" ")[1];
    }

    /// A slip in the last name, and the first would be off already. One that left the configuration
    /// may be vouched for: the manager knows best.
    @Test
    void whoIsVouchedForNeedNotBeConfigured() {
        says(200, "{\"id\":\"1-2\",\"state\":\"done\",\"changed\":true}");
        says(200, "{\"id\":\"1-3\",\"state\":\"done\",\"changed\":true}");
        Result result = halo.run("fence", "old[1-2]", "--confirm-off", "--yes");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(manager.requests())
                .hasSize(2)
                .allMatch(request -> request.startsWith("POST /hosts/old"));
    }

    @Test
    void ofSeveralNamesAllAreKnownOrNothingIsSent() {
        String status =
                "{\"hosts\":[{\"id\":\"oss00\"},{\"id\":\"oss01\"}],\"resources\":[{\"id\":\"zp0\",\"group\":\"zp0\"}]}";
        List<List<String>> lines =
                List.of(
                        List.of("fence", "oss[00-02]", "--yes"),
                        List.of("deactivate", "oss[00-02]"),
                        List.of("failback", "--onto", "oss[01-02]"),
                        List.of("maintenance", "on", "host:oss[00-02]"));
        for (List<String> line : lines) {
            says(200, status);
            Result result = halo.run(line.toArray(String[]::new));
            assertThat(result.err())
                    .as("%s", line)
                    .startsWith("halo: there is no host 'oss02'; did you mean ")
                    .contains("nothing was done");
            assertThat(result.status()).isEqualTo(1);
        }
        says(200, status);
        assertThat(halo.run("stop", "zp0", "oss00").err())
                .isEqualTo(
                        "halo: there is no group 'oss00'; it is a host\nhalo: nothing was done\n");
        says(200, status);
        assertThat(halo.run("stop", "zp[0-1]").err())
                .startsWith("halo: there is no group 'zp1'; did you mean zp0?\n");
        assertThat(manager.requests()).allMatch(request -> request.startsWith("GET /status "));
    }
}
