package io.halo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deadlines, killing, and what is left behind.
class TreeTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir Path directory;

    final String token = UUID.randomUUID().toString();
    Scripts scripts;

    @BeforeEach
    void scripts() {
        scripts = new Scripts(directory);
    }

    @AfterEach
    void nothing_stays_behind() {
        ProcessTree.marked(token)
                .forEach(process ->
                        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void term_is_enough_for_a_script_that_listens() {
        var spec =
                spec("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 1; done")
                        .withTimeout(SHORT);
        var timedOut = (ProgramResult.TimedOut) Program.run(spec);
        assertThat(timedOut.output().stdout()).isEqualTo("up\nbye\n");
        assertThat(timedOut.isStuck()).isFalse();
        assertThat(timedOut.duration()).isGreaterThanOrEqualTo(SHORT);
        assertThat(ProcessTree.marked(token)).isEmpty();
    }

    @Test
    void kill_ends_a_tree_that_ignores_term_whatever_sessions_it_has() {
        var spec =
                spec("""
                trap '' TERM
                sh -c 'while :; do sleep 1; done' &
                setsid sh -c 'while :; do sleep 1; done' &
                (setsid sh -c 'while :; do sleep 1; done' &)
                (env -i /bin/sh -c 'while :; do /bin/sleep 1; done' &)
                env -i /usr/bin/setsid /bin/sh -c 'while :; do /bin/sleep 1; done' &
                (cd /; exec setsid setsid sh -c 'sleep 1000 & sleep 1000') &
                while :; do sleep 1; done\
                """)
                        .withTimeout(Duration.ofSeconds(1))
                        .withGrace(SHORT);
        var running = (RunningProgram) Program.start(spec);
        Scripts.until("the whole tree is up", () -> running.tree().members().size() >= 9);
        var members = running.tree().members();
        var timedOut = (ProgramResult.TimedOut) running.await();
        assertThat(timedOut.stuck()).isEmpty();
        assertThat(members).noneMatch(ProcessIdentity::isAlive);
        assertThat(running.tree().isGone()).isTrue();
    }

    @Test
    void a_tree_that_forks_all_the_time_ends() {
        var spec =
                spec("trap '' TERM; while :; do (sleep 0.02; sleep 0.02) & sleep 0.01; done")
                        .withTimeout(SHORT)
                        .withGrace(SHORT);
        assertThat(((ProgramResult.TimedOut) Program.run(spec)).stuck()).isEmpty();
        assertThat(ProcessTree.marked(token)).isEmpty();
    }

    @Test
    void a_stopped_program_is_killed() {
        var spec = spec("kill -STOP $$").withTimeout(SHORT).withGrace(SHORT);
        assertThat(((ProgramResult.TimedOut) Program.run(spec)).stuck()).isEmpty();
    }

    @Test
    void a_daemon_left_behind_delays_nothing_and_lives_on() {
        var ended =
                (ProgramResult.Ended)
                        Program.run(
                                spec(
                                        "echo done; sleep 1000 & setsid sh -c 'echo two >&2; sleep 1000' & exit 4"));
        assertThat(ended.exitStatus()).isEqualTo(4);
        assertThat(ended.output().stdout()).isEqualTo("done\n");
        assertThat(ended.duration()).isLessThan(Duration.ofSeconds(30));
        assertThat(ended.tree().isLeaderAlive()).isFalse();
        assertThat(ended.tree().members()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(ended.tree().end(SHORT)).isEmpty();
        assertThat(ended.tree().isGone()).isTrue();
    }

    @Test
    void a_daemon_that_holds_our_pipes_keeps_no_descriptor_and_no_thread_of_ours() {
        var spec = spec("(sleep 1000 &) ; (sleep 1000 &); exit 0");
        Program.run(spec);
        int descriptors = descriptors();
        long readers = busyReaders();
        for (int i = 0; i < 10; i++) {
            Program.run(spec);
        }
        assertThat(ProcessTree.marked(token)).hasSizeGreaterThanOrEqualTo(22);
        Scripts.until("descriptors are closed", () -> descriptors() <= descriptors + 2);
        Scripts.until("readers have ended", () -> busyReaders() <= readers);
    }

    @Test
    void an_interrupt_neither_ends_the_program_nor_is_lost() throws Exception {
        var result = new AtomicReference<ProgramResult>();
        var stillInterrupted = new AtomicReference<Boolean>();
        var spec = spec("echo > up; while [ ! -e go ]; do sleep 0.01; done; exit 5");
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            result.set(Program.run(spec));
                            stillInterrupted.set(Thread.currentThread().isInterrupted());
                        });
        Scripts.until("the script is up", () -> Files.exists(scripts.file("up")));
        thread.interrupt();
        Files.createFile(scripts.file("go"));
        assertThat(thread.join(Scripts.LONG)).isTrue();
        assertThat(((ProgramResult.Ended) result.get()).exitStatus()).isEqualTo(5);
        assertThat(stillInterrupted.get()).isTrue();
    }

    @Test
    void a_tree_is_found_again_from_its_text() {
        var running = (RunningProgram) Program.start(spec("sleep 1000"));
        var again = ProcessTree.parse(running.tree().text()).orElseThrow();
        assertThat(again).isEqualTo(running.tree());
        assertThat(again.isLeaderAlive()).isTrue();
        Scripts.until("sleep runs", () -> again.members().size() == 2);
        assertThat(again.end(SHORT)).isEmpty();
        assertThat(again.isGone()).isTrue();
        assertThat(running.await()).isInstanceOf(ProgramResult.Ended.class);
        assertThat(ProcessTree.parse("")).isEmpty();
        assertThat(ProcessTree.parse("a b c d")).isEmpty();
    }

    @Test
    void another_boot_or_another_process_of_the_same_number_is_not_ours() {
        var self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(self.isAlive()).isTrue();
        assertThat(new ProcessIdentity(self.pid(), self.startTime() + 1, self.bootId()).isAlive())
                .isFalse();
        assertThat(new ProcessIdentity(self.pid(), self.startTime(), "other").isAlive()).isFalse();
        var running = (RunningProgram) Program.start(spec("sleep 1000"));
        var leader = running.tree().leader();
        var older = new ProcessIdentity(leader.pid(), leader.startTime() - 1, leader.bootId());
        assertThat(new ProcessTree("other", older).members()).isEmpty();
        var elsewhere = new ProcessIdentity(leader.pid(), leader.startTime(), "other");
        assertThat(new ProcessTree(token, elsewhere).members()).isEmpty();
        running.end();
    }

    private ProgramSpec spec(String body) {
        return scripts.spec("cd " + directory + "\n" + body).withToken(token);
    }

    private static int descriptors() {
        return java.util.Objects.requireNonNull(new java.io.File("/proc/self/fd").list()).length;
    }

    private static long busyReaders() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("program-output-"))
                .filter(thread ->
                        List.of(thread.getValue()).stream()
                                .anyMatch(frame ->
                                        frame.getClassName().equals(PipeReader.class.getName())))
                .count();
    }
}
