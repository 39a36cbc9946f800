package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `halo doctor`, against a manager that says what the test wants.
@Timeout(300)
class DoctorIT {
    private static final String WELL =
            """
            {"verdict":{"level":"OK","text":""},
             "cluster":{"name":"c","mode":"manage","epoch":7,"acting":true,"refused_by":null,"store_failure":null},
             "hosts":[{"id":"oss00","connected":true,"active":true,"protected":{"ok":true},"fence_device":{"ok":true}},
                      {"id":"oss01","connected":true,"active":true,"protected":{"ok":true},"fence_device":{"ok":true}}],
             "resources":[],"findings":[],"events":[]}\
            """;
    private static final String ILL =
            """
            {"verdict":{"level":"CRITICAL","text":""},
             "cluster":{"name":"c","mode":"manage","epoch":7,"acting":false,"refused_by":{"host":"oss00","epoch":9},
                        "store_failure":"disk full"},
             "hosts":[{"id":"oss00","connected":true,"active":true,"protected":{"ok":false,"reason":"oss01 is away"},
                       "fence_device":{"ok":false,"reason":"wrong password","checked_at":"2026-04-28T12:54:34Z"}},
                      {"id":"oss01","connected":false,"reason":"no route","active":true,"protected":{"ok":true},
                       "fence_device":null}],
             "resources":[],"events":[],
             "findings":[{"code":"autostart","severity":"critical","object":"zp0","text":"not started by HALO",
                          "command":"halo cleanup zp0"},
                         {"code":"group_error","severity":"critical","object":"zp1","text":"given up","command":"halo cleanup zp1"},
                         {"code":"waiting","severity":"info","object":"zp2","text":"looking","command":""}]}\
            """;

    @TempDir Path directory;

    private final Deque<String> answers = new ArrayDeque<>();
    private final Path config =
            Path.of("../src-test-fixtures/support/samples/two-pairs.yaml")
                    .toAbsolutePath()
                    .normalize();

    @Test
    void allIsWell() throws IOException {
        answers.add(WELL);
        answers.add(
                "{\"scripts\":["
                        + check("oss00", "fine", "")
                        + ","
                        + check("oss01", "fine", "")
                        + "]}");
        Result result = doctor();
        assertThat(result.out())
                .isEqualTo(
                        "PASS  configuration: "
                                + config
                                + " has no problems\n"
                                + """
                                PASS  manager: it acts, with epoch 7
                                PASS  state file: it can be written
                                PASS  agents: oss[00-01] answer
                                PASS  fence devices: those of oss[00-01] answered and fit
                                PASS  failover: if any connected server died now, its groups would start elsewhere
                                PASS  starts at boot: no group was seen running after a reboot that HALO had not started
                                PASS  scripts: 2 are there and like their parameters
                                PASS  findings: the manager has nothing else to say
                                9 checks: 9 pass, 0 warn, 0 fail
                                """);
        assertThat(result.status()).isZero();
    }

    @Test
    void whatIsWrongIsNamedWithWhatToDo() throws IOException {
        answers.add(ILL);
        answers.add(
                "{\"scripts\":["
                        + check("oss00", "objects", "no such pool")
                        + ","
                        + check("oss01", "missing", "not there")
                        + ","
                        + check("oss02", "unanswered", "no route")
                        + ","
                        + check("oss03", "unable", "")
                        + "]}");
        Result result = doctor("-x");
        assertThat(result.out())
                .isEqualTo(
                        """
                        FAIL  manager: it does not act: oss00 obeys another manager, or a newer state
                              do: end the other one; if this one is right: halo accept-state
                        FAIL  state file: disk full
                              do: make room, or mend the disk
                        FAIL  oss01: not connected: no route
                              do: halo explain oss01
                        FAIL  fence device of oss00: wrong password, asked 2026-04-28T12:54:34Z
                              do: halo power status oss00
                        WARN  fence devices: oss01 have none: nothing can be taken over from there
                              do: give them a fence agent (halo.conf(5))
                        WARN  oss00: not protected: oss01 is away
                              do: halo explain oss00
                        FAIL  zp0: not started by HALO
                              do: halo cleanup zp0
                        FAIL  zp0 on oss00: heartbeat/ZFS: no such pool
                              do: mend its parameters, or what it misses there
                        FAIL  zp0 on oss01: there is no heartbeat/ZFS: not there
                              do: install it there, or take oss01 out of failover_hosts
                        WARN  scripts on oss02: 1 could not be asked (zp0): no route
                              do: halo doctor again once it answers
                        FAIL  zp1: given up
                              do: halo cleanup zp1
                        14 checks: 3 pass, 3 warn, 8 fail
                        """);
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void aManagerThatIsDownIsOneOfIt() {
        Result result =
                new Halo(directory)
                        .run("doctor", "--socket", "none", "--config", config.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "FAIL  manager: cannot reach the manager at none",
                        "start it, then halo doctor again");
    }

    @Test
    void aProgramReadsItToo() throws IOException {
        answers.add(WELL);
        answers.add("{\"scripts\":[" + check("oss00", "fine", "") + "]}");
        assertThat(doctor("--output", "json").out())
                .contains("\"grade\": \"pass\"", "\"about\": \"scripts\"");
    }

    private Result doctor(String... more) throws IOException {
        String[] line = new String[5 + more.length];
        System.arraycopy(
                new String[] {"doctor", "--socket", "s", "--config", config.toString()},
                0,
                line,
                0,
                5);
        System.arraycopy(more, 0, line, 5, more.length);
        try (var manager =
                new FakeManager(
                        directory.resolve("s"),
                        client -> FakeManager.json(200, answers.remove()).give(client))) {
            Result result = new Halo(directory).run(line);
            assertThat(manager.requests()).hasSize(2);
            assertThat(manager.requests().getLast()).startsWith("POST /check ");
            return result;
        }
    }

    private static String check(String host, String result, String text) {
        return "{\"host\":\""
                + host
                + "\",\"resource\":\"zp0\",\"kind\":\"heartbeat/ZFS\",\"result\":\""
                + result
                + "\",\"text\":\""
                + text
                + "\"}";
    }
}
