package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Why and what if, as one-shot programs.
@Timeout(300)
class OutlookIT {
    private static final Path DUMP =
            Path.of("../halo-core/src/test/resources/scenarios/from-a-dump.txt").toAbsolutePath();
    private static final String WHY =
            """
            {"id":"zp0","kind":"group","phase":"AwaitPower","summary":"It may still run.",
            "waits_for":"not fenced: isolated?","command":"halo fence a","evidence":[
            {"about":"a","text":"silent","age_millis":12300},
            {"about":"a","text":"not clear: held","age_millis":null},
            {"about":"intent","text":"it shall run","age_millis":null}]}
            """;
    private static final String WHAT =
            """
            {"steps":[{"after_millis":10002,"text":"power off a"},{"after_millis":10004,"text":"start zp0 on b"}],
            "groups":[{"id":"zp0","phase":"Running","host":"b","reason":"","command":""}],
            "findings":[{"code":"host_fenced","severity":"warning","object":"a","text":"fenced","command":""}],
            "settled":true}
            """;

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

    private void says(int status, String body) {
        answers.add(FakeManager.json(status, body));
    }

    @Test
    void aGroupIsExplained() {
        says(200, WHY);
        Result result = halo.run("explain", "zp0");
        assertThat(result.out())
                .isEqualTo(
                        """
                        zp0: AwaitPower
                        It may still run.
                        Waits for: not fenced: isolated?
                        Type: halo fence a

                        a       silent (12.3 s ago)
                                not clear: held
                        intent  it shall run
                        """);
        assertThat(result.status()).isZero();
        assertThat(manager.requests().getFirst()).startsWith("GET /resources/zp0/explain ");
    }

    @Test
    void whatIsNoGroupMayBeAHost() {
        says(404, "{\"detail\":\"no group a\"}");
        says(200, WHY.replace("\"zp0\"", "\"a\""));
        assertThat(halo.run("explain", "a").out()).startsWith("a: AwaitPower");
        says(404, "{}");
        says(404, "{}");
        Result nobody = halo.run("explain", "nobody");
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err()).contains("no group or host nobody");
    }

    @Test
    void aPlanIsToldAsATable() {
        says(200, WHAT);
        Result result = halo.run("plan", "--fail", "oss[00-01]", "--failback", "oss02");
        assertThat(result.out())
                .isEqualTo(
                        """
                        Would be, if scripts and fence programs succeed, counted from now without what they take:
                          10.0 s  power off a
                          10.0 s  start zp0 on b
                        Groups then:
                          zp0 Running on b
                        New findings:
                          warning a: fenced
                        """);
        assertThat(manager.requests().getFirst())
                .startsWith("POST /plan ")
                .containsIgnoringWhitespaces(
                        "{\"fail\":[\"oss00\",\"oss01\"],\"deactivate\":[],\"failback\":[\"oss02\"]}");
    }

    @Test
    void aDryRunAsksNothingAndDoesNothing() {
        says(200, WHAT);
        Result result = halo.run("fence", "a", "--dry-run");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .startsWith("fence a: not done (--dry-run)\n")
                .contains("power off a");
        assertThat(manager.requests()).hasSize(1);
        assertThat(manager.requests().getFirst()).startsWith("POST /hosts/a/fence?dry_run=true ");
    }

    @Test
    void theStateIsPrintedAsItCame() throws IOException {
        String dump = Files.readString(DUMP);
        answers.add(
                FakeManager.raw(
                        "HTTP/1.1 200 \r\nContent-Type: text/plain\r\nContent-Length: "
                                + dump.length()
                                + "\r\n\r\n"
                                + dump));
        assertThat(halo.run("state", "dump").out()).isEqualTo(dump);
    }

    @Test
    void aDumpIsPlannedWithoutAManager() throws IOException {
        manager.close();
        Result result = halo.run("plan", "--state", DUMP.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("power off a", "start zp0 on b", "start t1 on b")
                .contains("zp0 Running");
        Result refused = halo.run("plan", "--state", DUMP.toString(), "--failback", "a");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("would be refused");
        Result nobody = halo.run("plan", "--state", DUMP.toString(), "--fail", "nobody");
        assertThat(nobody.err().strip()).isEqualTo("halo: no host nobody");
        Result noDump = halo.run("plan", "--state", "/etc/hostname");
        assertThat(noDump.err()).contains("no state dump");
        assertThat(halo.run("plan", "--state", "/nowhere").status()).isEqualTo(1);
    }

    @Test
    void whatLeftTheFileIsForgotten() {
        says(200, "{}");
        assertThat(halo.run("forget", "zp9").out()).isEqualTo("forget zp9: done\n");
        assertThat(manager.requests().getFirst()).contains("\"confirm\": \"zp9\"");
    }
}
