package io.halo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that no signal ends, in a process table of files; real ones are in the agent's
/// StuckScriptTest.
class StuckTest {
    private static final String BOOT = "9f6b1f4e-0000-4000-8000-000000000001";
    private static final Duration SHORT = Duration.ofMillis(50);

    /// Above any pid that Linux gives, so that nobody real is met.
    private static final long PID = 1L << 30;

    @TempDir Path proc;

    ProcTable table;

    @BeforeEach
    void table() throws IOException {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), BOOT + "\n");
        table = new ProcTable(proc);
    }

    @Test
    void who_survives_kill_is_named_and_gone_once_it_is_gone() throws IOException {
        process(PID, 'D', 1, PID, 700, "PATH=/bin\0HALO_PROCESS_TOKEN=t1\0");
        process(PID + 1, 'D', 1, PID + 1, 701, "PATH=/bin\0HALO_PROCESS_TOKEN=t1\0");
        process(PID + 2, 'Z', 1, PID, 702, "");
        process(PID + 3, 'S', 1, PID, 703, "HALO_PROCESS_TOKEN=of-another-run\0");
        process(PID + 4, 'S', 1, PID + 4, 704, "X=a\nHALO_PROCESS_TOKEN=t1\0");
        var leader = new ProcessIdentity(PID, 700, BOOT);
        var tree = new ProcessTree("t1", leader);
        var stuck = new TreeEnding(table, tree, SHORT).end(SHORT);
        assertThat(stuck)
                .containsExactlyInAnyOrder(leader, new ProcessIdentity(PID + 1, 701, BOOT))
                .allMatch(table::isAlive);
        process(PID, 'Z', 1, PID, 700, "");
        process(PID + 1, 'D', 1, PID + 1, 900, "");
        assertThat(tree.membersIn(table)).isEmpty();
    }

    @Test
    void without_its_leader_a_group_is_ours_until_its_number_is_given_to_another()
            throws IOException {
        var tree = new ProcessTree("t1", new ProcessIdentity(PID, 700, BOOT));
        process(PID + 1, 'S', 1, PID, 701, "");
        assertThat(tree.membersIn(table)).extracting(ProcessIdentity::pid).containsExactly(PID + 1);
        process(PID, 'S', 1, PID, 5000, "");
        assertThat(tree.membersIn(table)).isEmpty();
    }

    @Test
    void children_without_a_mark_belong_to_their_parent() throws IOException {
        var tree = new ProcessTree("t1", new ProcessIdentity(PID, 700, BOOT));
        process(PID, 'S', 1, PID, 700, "HALO_PROCESS_TOKEN=t1\0");
        process(PID + 1, 'S', PID + 2, PID + 1, 702, "");
        process(PID + 2, 'S', PID, PID + 2, 701, "");
        process(PID + 3, 'S', PID, PID + 3, 701, "HALO_PROCESS_TOKEN=t2\0");
        assertThat(tree.membersIn(table))
                .extracting(ProcessIdentity::pid)
                .containsExactlyInAnyOrder(PID, PID + 1, PID + 2);
    }

    @Test
    void a_name_with_blanks_and_brackets_does_not_shift_the_fields() {
        var entry =
                ProcEntry.parse("42 (a) R 1 (b) S 1 42 43 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0")
                        .orElseThrow();
        assertThat(entry).isEqualTo(new ProcEntry(42, 'S', 1, 42, 43, 777));
        assertThat(ProcEntry.parse("")).isEmpty();
        assertThat(ProcEntry.parse("42 (x) S 1")).isEmpty();
        assertThat(ProcEntry.parse("x (x) S a a a a a a a a a a a a a a a a a a a a")).isEmpty();
    }

    private void process(
            long pid, char state, long parent, long session, long start, String environ)
            throws IOException {
        var directory = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                directory.resolve("stat"),
                pid
                        + " (some (name) x) "
                        + state
                        + " "
                        + parent
                        + " "
                        + session
                        + " "
                        + session
                        + " 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 "
                        + start
                        + " 0 0\n");
        Files.writeString(directory.resolve("environ"), environ);
    }
}
