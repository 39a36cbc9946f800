package io.halo.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.process.ProcessTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceProgramTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    /// A script has to get to its point within three quarters of this, on a busy machine too.
    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    @TempDir Path directory;

    Bench bench;

    @BeforeEach
    void bench() {
        bench = new Bench(directory);
    }

    @AfterEach
    void no_process_stays_behind() {
        assertThat(bench.spawned).allMatch(ProcessTree::isGone);
    }

    /// What goes wrong with fence programs, and what is known of the host's power then. Each has
    /// its own test or story with more about it as well.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "never exits                 | case $action in off) sleep 1000;; status) answer;; esac                     | Unknown",
                "exits 0 without acting      | case $action in status) answer;; esac                                       | Failed",
                "prints 100 MB               | head -c 100M /dev/zero; [ $action = off ] && echo OFF > power; answer       | Confirmed",
                "prints 100 MB of errors     | head -c 100M /dev/zero >&2; [ $action = off ] && echo OFF > power; answer   | Confirmed",
                "a child holds its pipes     | sleep 1000 & case $action in off) echo OFF > power;; status) answer;; esac  | Confirmed",
                "dies at once                | kill -KILL $$                                                               | Unknown",
                "dies at once, status works  | case $action in off) kill -KILL $$;; status) answer;; esac                  | Unknown",
                "status says nothing         | case $action in off) echo OFF > power;; esac                                | Unknown",
                "status of the wrong plug    | case $action in status) echo 'mds99 is ON';; esac                           | Failed",
                "status of two plugs         | case $action in status) echo 'mds98 is OFF'; echo 'mds99 is ON';; esac      | Unknown",
                "fails, but acted            | case $action in off) echo OFF > power; exit 1;; status) answer;; esac       | Confirmed",
                "fails without acting        | case $action in off) exit 1;; status) answer;; esac                         | Failed",
            })
    void a_faulty_program(String fault, String script, String known) {
        bench.confirmingFor(SHORT);
        var attempt = bench.program().off(bench.device(script), TIMEOUT);
        assertThat(attempt.getClass().getSimpleName()).as(attempt.toString()).isEqualTo(known);
        assertThat(attempt.report().words().length()).isLessThan(3000);
        assertThat(attempt.report().duration()).isLessThan(Duration.ofSeconds(60));
    }

    /// It does not even read what it is told.
    @Test
    void a_program_that_dies_before_it_reads() throws Exception {
        var device = bench.device("exit 0", "passwd", "x".repeat(16_000));
        Files.writeString(Path.of(device.program()), "#!/bin/sh\nkill -KILL $$\n");
        assertThat(bench.program().off(device, Bench.LONG))
                .isInstanceOf(FenceAttempt.Unknown.class);
    }

    @Test
    void off_is_confirmed_by_the_status() {
        var attempt = off("case $action in off) echo OFF > power;; status) answer;; esac");
        assertThat(attempt).isInstanceOf(FenceAttempt.Confirmed.class);
        assertThat(bench.calls()).containsExactly("off", "status");
        assertThat(attempt.report().words()).isEqualTo("off: exit 0; status: exit 2 (Status: OFF)");
        assertThat(bench.spawned).hasSize(2);
    }

    @Test
    void off_before_is_as_good_and_off_is_sent_all_the_same() {
        bench.write("power", "OFF\n");
        assertThat(off("case $action in off) echo 'Success: Already OFF';; status) answer;; esac"))
                .isInstanceOf(FenceAttempt.Confirmed.class);
        assertThat(bench.calls()).containsExactly("off", "status");
    }

    /// A3.
    @Test
    void a_program_that_lies_is_found_out() {
        bench.confirmingFor(SHORT);
        var attempt =
                off("case $action in off) echo 'Success: Powered OFF';; status) answer;; esac");
        assertThat(attempt).isInstanceOf(FenceAttempt.Failed.class);
        assertThat(((FenceAttempt.Failed) attempt).reason()).contains("exit 0", "still says on");
        assertThat(bench.calls()).hasSizeGreaterThan(2);
        assertThat(attempt.report().calls()).hasSize(2);
    }

    @Test
    void a_device_that_is_slow_to_switch_is_asked_again() {
        var attempt =
                off(
                        """
                        case $action in
                        status) [ $(grep -c status calls) -gt 3 ] && echo OFF > power; answer;;
                        esac\
                        """);
        assertThat(attempt).isInstanceOf(FenceAttempt.Confirmed.class);
        assertThat(bench.calls()).containsExactly("off", "status", "status", "status", "status");
    }

    @Test
    void a_status_that_fails_at_first_is_asked_again() {
        assertThat(
                        off(
                                "case $action in status) [ $(grep -c status calls) -gt 2 ] && exit 2; exit 1;; esac"))
                .isInstanceOf(FenceAttempt.Confirmed.class);
    }

    @Test
    void a_program_that_works_on_the_third_attempt_is_judged_each_time() {
        var device =
                bench.device(
                        """
                        case $action in
                        off) [ $(grep -c off calls) -lt 3 ] && { echo "try again" >&2; exit 1; }; echo OFF > power;;
                        status) answer;;
                        esac\
                        """);
        for (int i = 0; i < 2; i++) {
            var failed = bench.program().off(device, Bench.LONG);
            assertThat(failed).isInstanceOf(FenceAttempt.Failed.class);
            assertThat(failed.report().words())
                    .startsWith("off: exit 1 (try again); status: exit 0 (Status: ON)");
        }
        assertThat(bench.program().off(device, Bench.LONG))
                .isInstanceOf(FenceAttempt.Confirmed.class);
    }

    @Test
    void a_failed_off_that_took_effect_is_confirmed_by_one_question() {
        assertThat(off("case $action in off) echo OFF > power; exit 1;; status) answer;; esac"))
                .isInstanceOf(FenceAttempt.Confirmed.class);
        assertThat(bench.calls()).containsExactly("off", "status");
    }

    @Test
    void a_failed_off_without_a_status_is_unknown() {
        var attempt = off("echo 'Unable to connect/login to fencing device' >&2; exit 1");
        assertThat(attempt).isInstanceOf(FenceAttempt.Unknown.class);
        assertThat(((FenceAttempt.Unknown) attempt).reason())
                .isEqualTo("off: exit 1, then status: exit 1");
        assertThat(attempt.report().words()).contains("Unable to connect");
        assertThat(bench.calls()).containsExactly("off", "status");
    }

    /// C4.
    @Test
    void a_program_that_never_exits_is_killed_and_its_status_asked() {
        var device =
                bench.device(
                        "case $action in off) trap '' TERM; while :; do sleep 1; done;; status) answer;; esac");
        var attempt = bench.program().off(device, TIMEOUT);
        assertThat(attempt).isInstanceOf(FenceAttempt.Unknown.class);
        assertThat(((FenceAttempt.Unknown) attempt).reason())
                .contains("killed after", "on", "may yet change");
        assertThat(bench.calls()).containsExactly("off", "status");
        assertThat(attempt.report().duration())
                .isGreaterThanOrEqualTo(TIMEOUT.multipliedBy(3).dividedBy(4));
    }

    @Test
    void a_program_that_took_effect_and_then_hangs_is_confirmed() {
        var device =
                bench.device(
                        "case $action in off) echo OFF > power; sleep 1000;; status) answer;; esac");
        assertThat(bench.program().off(device, TIMEOUT)).isInstanceOf(FenceAttempt.Confirmed.class);
    }

    @Test
    void a_status_that_never_exits_is_killed_too() {
        var attempt =
                bench.program()
                        .off(bench.device("case $action in status) sleep 1000;; esac"), TIMEOUT);
        assertThat(attempt).isInstanceOf(FenceAttempt.Unknown.class);
        assertThat(((FenceAttempt.Unknown) attempt).reason()).contains("status: killed after");
    }

    /// C4. It must not work on after we have asked for the status, either.
    @Test
    void a_child_that_holds_the_pipes_delays_nothing_and_is_ended() {
        var attempt =
                off(
                        "case $action in off) (sleep 1000; echo ON > power) & echo OFF > power;; status) answer;; esac");
        assertThat(attempt).isInstanceOf(FenceAttempt.Confirmed.class);
        assertThat(attempt.report().duration()).isLessThan(Duration.ofSeconds(30));
    }

    /// C4.
    @Test
    void a_hundred_megabytes_of_words_are_bounded() {
        var attempt =
                off(
                        """
                        head -c 100M /dev/zero | tr '\\0' 'x' >&2
                        case $action in off) head -c 100M /dev/zero; echo OFF > power;; status) answer;; esac\
                        """);
        assertThat(attempt).isInstanceOf(FenceAttempt.Confirmed.class);
        assertThat(attempt.report().words().length()).isLessThan(3000);
    }

    @Test
    void a_program_that_dies_by_a_signal_may_have_sent_something() {
        var attempt = off("case $action in off) kill -SEGV $$;; status) answer;; esac");
        assertThat(attempt).isInstanceOf(FenceAttempt.Unknown.class);
        assertThat(((FenceAttempt.Unknown) attempt).reason()).contains("signal 11");
    }

    @Test
    void a_program_that_is_not_there_has_failed_and_did_nothing() {
        var missing =
                new FenceDevice("h", "h", "/nowhere/fence_x", new java.util.LinkedHashMap<>());
        var attempt = bench.program().off(missing, Bench.LONG);
        assertThat(((FenceAttempt.Failed) attempt).reason())
                .contains("/nowhere/fence_x does not exist");
        assertThat(((PowerStatus.Unknown) bench.program().status(missing, Bench.LONG)).reason())
                .contains("does not exist");
        var notOnPath =
                new FenceDevice("h", "h", "fence_nowhere_on_path", new java.util.LinkedHashMap<>());
        assertThat(((FenceAttempt.Failed) bench.program().off(notOnPath, Bench.LONG)).reason())
                .contains("fence_nowhere_on_path", "PATH");
    }

    @Test
    void on_is_confirmed_by_the_status_likewise() {
        bench.write("power", "OFF\n");
        var works = bench.device("case $action in on) echo ON > power;; status) answer;; esac");
        assertThat(bench.program().on(works, Bench.LONG))
                .isInstanceOf(FenceAttempt.Confirmed.class);
        bench.write("power", "OFF\n");
        bench.confirmingFor(SHORT);
        var lies = bench.device("case $action in status) answer;; esac");
        var attempt = bench.program().on(lies, Bench.LONG);
        assertThat(((FenceAttempt.Failed) attempt).reason()).contains("still says off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo 'mds00 is ON'                      | On",
                "echo 'Status: ON'                       | On",
                "echo 'mds00 is OFF'                     | Off",
                "echo 'Status: OFF'                      | Off",
                "echo 'mds00 is OFF'; exit 2             | Off",
                "exit 2                                  | Off",
                "echo 'nonsense'; exit 2                 | Off",
                "echo 'warning' >&2; echo 'Status: OFF'; exit 2 | Off",
                "exit 0                                  | Unknown",
                "echo 'OFF'                              | Unknown",
                "echo 'plug mds99 unknown'               | Unknown",
                "echo 'mds00 is OFFLINE'                 | Unknown",
                "echo 'mds00 is off'                     | Unknown",
                "echo 'this OFF'                         | Unknown",
                "echo 'mds00 is OFF'; echo 'mds01 is ON' | Unknown",
                "echo 'Status: ON'; exit 2               | Unknown",
                "echo 'Status: ON'; exit 1               | Unknown",
                "echo 'Status: OFF'; exit 1              | Unknown",
                "echo 'Status: OFF' >&2                  | Unknown",
                "head -c 2000 /dev/urandom               | Unknown",
                "exit 3                                  | Unknown",
                "kill -9 $$                              | Unknown",
                "sh -c 'if then'                         | Unknown",
                "python3 -c 'import argparse; argparse.ArgumentParser().parse_args([\"-x\"])' | Unknown",
            })
    void a_status_is_on_or_off_only_if_it_clearly_says_so(String script, String expected) {
        var status = bench.program().status(bench.device(script), Bench.LONG);
        assertThat(status.getClass().getSimpleName()).as(status.toString()).isEqualTo(expected);
        assertThat(bench.calls()).containsExactly("status");
    }

    @Test
    void whoever_cannot_note_a_program_gets_it_ended() {
        var device = bench.device("sleep 1000");
        var seen = new ArrayList<ProcessTree>();
        FenceWatcher broken =
                (action, tree) -> {
                    seen.add(tree);
                    assertThat(action).isEqualTo(FenceAction.OFF);
                    assertThat(tree.isLeaderAlive()).isTrue();
                    throw new IllegalStateException("disk full");
                };
        var program = new FenceProgram(broken, new KnownAgents());
        assertThatThrownBy(() -> program.off(device, Bench.LONG)).hasMessage("disk full");
        assertThat(seen).hasSize(1).allMatch(ProcessTree::isGone);
    }

    private FenceAttempt off(String script) {
        return bench.program().off(bench.device(script), Bench.LONG);
    }
}
