package io.halo.agent.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Answer.OutcomeCase;
import io.halo.agent.v1.NotRun;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Resource;
import io.halo.agent.v1.TimedOut;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a script does, and what the manager hears of it.
class OutcomeTest {
    private OcfScripts scripts;
    private LocalAgent agent;
    private Client client;

    @BeforeEach
    void start(@TempDir Path directory) {
        scripts = new OcfScripts(directory);
        agent = new LocalAgent(scripts);
        client = new Client(agent.port());
    }

    @AfterEach
    void stop() {
        client.close();
        agent.close();
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0,0",
        "exit 7,7",
        "exit 190,190",
        "exit 255,255",
        "kill -9 $$,137",
        "kill -TERM $$,143"
    })
    void the_exit_status_is_passed_on(String script, int status) {
        var answer = client.execute(Op.OP_START, "r", script);
        assertThat(answer.getOutcomeCase()).isEqualTo(OutcomeCase.ENDED);
        assertThat(answer.getEnded().getExitStatus()).isEqualTo(status);
        assertThat(answer.getOperationId()).isEqualTo("op-1");
        assertThat(answer.getAgent()).isEqualTo(client.state());
    }

    @Test
    void every_answer_tells_who_gave_it() {
        var state = client.heartbeat(7, "m7").getAgent();
        assertThat(state.getInstance()).isNotEmpty();
        assertThat(state.getBootId()).isNotEmpty();
        assertThat(state.getHighestEpoch()).isEqualTo(7);
        assertThat(state.getHighestManager()).isEqualTo("m7");
        assertThat(state.getMemoryDurable()).isTrue();
    }

    @Test
    void the_last_reason_and_the_tail_of_stderr_are_passed_on() {
        var ended =
                client.execute(
                                Op.OP_STOP,
                                "r",
                                "echo ocf-exit-reason:first >&2; echo 'ocf-exit-reason:pool is busy' >&2; echo more >&2; exit 1")
                        .getEnded();
        assertThat(ended.getExitReason()).isEqualTo("pool is busy");
        assertThat(ended.getStderrTail()).endsWith("ocf-exit-reason:pool is busy\nmore\n");
        assertThat(ended.getStdout()).isEmpty();
    }

    @Test
    void a_gigabyte_of_output_is_bounded_and_its_end_is_kept() {
        var ended =
                client.execute(
                                Op.OP_START,
                                "r",
                                "head -c 1000000000 /dev/zero | tee /dev/stderr | cat; echo 'the end' >&2")
                        .getEnded();
        assertThat(ended.getStderrTail()).endsWith("the end\n");
        assertThat(ended.getStderrTail().getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(4096);
    }

    @Test
    void a_daemon_that_holds_the_output_open_delays_nothing() {
        var answer = client.execute(Op.OP_START, "r", "sleep 600 & echo $! >daemon; exit 0");
        assertThat(answer.getEnded().getExitStatus()).isZero();
        assertThat(answer.getRunMillis()).isLessThan(30_000);
        var daemon = ProcessHandle.of(Long.parseLong(text("daemon"))).orElseThrow();
        assertThat(daemon.isAlive()).isTrue();
        daemon.destroyForcibly();
    }

    @Test
    void a_script_over_its_timeout_is_killed_with_all_its_children() {
        var answer =
                client.execute(
                        client.operation(
                                        Op.OP_MONITOR,
                                        "r",
                                        "sleep 600 & echo $! >child; echo ocf-exit-reason:slow >&2; trap '' TERM; sleep 600")
                                .setTimeoutMillis(300));
        assertThat(answer.getOutcomeCase()).isEqualTo(OutcomeCase.TIMED_OUT);
        assertThat(answer.getTimedOut().getFate()).isEqualTo(TimedOut.Fate.FATE_KILLED);
        assertThat(answer.getTimedOut().getExitReason()).isEqualTo("slow");
        assertThat(answer.getRunMillis()).isGreaterThanOrEqualTo(300);
        assertThat(ProcessHandle.of(Long.parseLong(text("child"))).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 0").getEnded().getExitStatus())
                .isZero();
    }

    @Test
    void what_cannot_be_run_says_why() {
        scripts.write("test/NoRight", "rw-r--r--", "#!/bin/sh\n");
        scripts.write("test/NoShell", "rwxr-xr-x", "#!/no/such/shell\n");
        assertThat(notRun("test/Missing")).isEqualTo(NotRun.Why.WHY_NO_SCRIPT);
        assertThat(notRun("test")).isEqualTo(NotRun.Why.WHY_NOT_A_FILE);
        assertThat(notRun("test/NoRight")).isEqualTo(NotRun.Why.WHY_NOT_EXECUTABLE);
        assertThat(notRun("test/NoShell")).isEqualTo(NotRun.Why.WHY_EXEC_FAILED);
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 7").getEnded().getExitStatus())
                .isEqualTo(7);
    }

    @Test
    void meta_data_is_what_the_script_prints_and_has_a_limit() {
        var good = client.execute(Op.OP_META_DATA, "r", "echo '<resource-agent/>'; echo noise >&2");
        assertThat(good.getEnded().getStdout()).isEqualTo("<resource-agent/>\n");
        var exact =
                client.execute(Op.OP_VALIDATE_ALL, "r", "head -c 262144 /dev/zero | tr '\\0' x");
        assertThat(exact.getEnded().getStdout()).hasSize(262_144);
        var large = client.execute(Op.OP_META_DATA, "r", "head -c 262145 /dev/zero | tr '\\0' x");
        assertThat(large.getNotRun().getWhy()).isEqualTo(NotRun.Why.WHY_OUTPUT_TOO_LONG);
    }

    @Test
    void the_environment_is_complete_and_has_nothing_of_ours() {
        var answer =
                client.execute(
                        client.operation(Op.OP_META_DATA, "id of r", "env -0 | tr '\\0\\n' '\\n '")
                                .setTimeoutMillis(45_000)
                                .setIntervalMillis(5_000));
        var lines = List.of(answer.getEnded().getStdout().split("\n"));
        assertThat(lines)
                .contains(
                        "OCF_ROOT=" + scripts.root(),
                        "OCF_RESOURCE_INSTANCE=id of r",
                        "OCF_RESOURCE_TYPE=Shell",
                        "OCF_RESOURCE_PROVIDER=test",
                        "OCF_RA_VERSION_MAJOR=1",
                        "OCF_RA_VERSION_MINOR=1",
                        "OCF_RESKEY_CRM_meta_timeout=45000",
                        "OCF_RESKEY_CRM_meta_interval=5000",
                        "OCF_EXIT_REASON_PREFIX=ocf-exit-reason:",
                        "LC_ALL=C",
                        "HA_RSCTMP=" + scripts.file("tmp"),
                        "HALO_TEST_ID=t1",
                        "HALO_TEST_LOG=/tmp/log",
                        "PATH=/opt/own:/usr/bin:/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin");
        assertThat(lines.stream().map(line -> line.split("=", 2)[0]))
                .isSubsetOf(
                        "OCF_ROOT",
                        "OCF_RESOURCE_INSTANCE",
                        "OCF_RESOURCE_TYPE",
                        "OCF_RESOURCE_PROVIDER",
                        "OCF_RA_VERSION_MAJOR",
                        "OCF_RA_VERSION_MINOR",
                        "OCF_RESKEY_do",
                        "OCF_RESKEY_CRM_meta_timeout",
                        "OCF_RESKEY_CRM_meta_interval",
                        "OCF_EXIT_REASON_PREFIX",
                        "LC_ALL",
                        "HA_RSCTMP",
                        "HALO_TEST_ID",
                        "HALO_TEST_LOG",
                        "HALO_PROCESS_TOKEN",
                        "PATH",
                        // The shell's own.
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_");
    }

    @Test
    void words_of_a_script_cannot_garble_a_terminal() {
        var ended =
                client.execute(
                                Op.OP_MONITOR,
                                "r",
                                "printf 'a\\033[31mred\\033[0m \\007 \\377\\202 b\\r\\n\\342\\200\\256c\\n' >&2; exit 1")
                        .getEnded();
        assertThat(ended.getStderrTail()).isEqualTo("ared \uFFFD \uFFFD\uFFFD b\n\uFFFDc\n");
    }

    @Test
    void a_client_that_goes_away_ends_no_script() {
        var call =
                client.future()
                        .execute(
                                client.request(
                                        client.operation(
                                                Op.OP_START,
                                                "r",
                                                OcfScripts.waitFor("go") + "; echo >done")));
        scripts.untilCalled("start r");
        assertThat(call.cancel(true)).isTrue();
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 0").getOutcomeCase())
                .isEqualTo(OutcomeCase.BUSY);
        scripts.release("go");
        OcfScripts.until("the script runs to its end", () -> Files.exists(scripts.file("done")));
        OcfScripts.until(
                "its place is free",
                () ->
                        client.execute(Op.OP_MONITOR, "r", "exit 0").getOutcomeCase()
                                == OutcomeCase.ENDED);
    }

    private NotRun.Why notRun(String kind) {
        Answer answer =
                client.execute(
                        client.operation(Op.OP_START, "r", "")
                                .setResource(Resource.newBuilder().setId("r").setKind(kind)));
        assertThat(answer.getNotRun().getText()).contains(kind);
        return answer.getNotRun().getWhy();
    }

    private String text(String name) {
        try {
            return Files.readString(scripts.file(name)).strip();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
