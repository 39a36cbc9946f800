package io.halo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept, and what a run costs in memory, descriptors and threads.
class OutputTest {
    @TempDir Path directory;

    Scripts scripts;

    @BeforeEach
    void scripts() {
        scripts = new Scripts(directory);
    }

    @Test
    void keeps_the_start_of_stdout_and_the_end_of_stderr() {
        var spec =
                scripts.spec(
                                "i=0; while [ $i -lt 2000 ]; do echo $i; echo $i >&2; i=$((i+1)); done")
                        .withStdoutLimit(7)
                        .withStderrLimit(9);
        assertThat(((ProgramResult.Ended) Program.run(spec)).output())
                .isEqualTo(new ProgramOutput("0\n1\n2\n3", true, "998\n1999\n", true));
    }

    @Test
    void output_of_exactly_the_limit_is_not_cut() {
        var spec =
                scripts.spec("printf 12345; printf 12345 >&2")
                        .withStdoutLimit(5)
                        .withStderrLimit(5);
        assertThat(((ProgramResult.Ended) Program.run(spec)).output())
                .isEqualTo(new ProgramOutput("12345", false, "12345", false));
    }

    /// C3. The heap of this JVM is far below a gigabyte (see the pom), so keeping it all would not
    /// go unnoticed.
    @Test
    void a_gigabyte_on_both_outputs_uses_no_memory() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(600L << 20);
        var spec =
                scripts.spec(
                        "head -c 1G /dev/zero & head -c 1G /dev/zero >&2; wait; echo last words >&2");
        var output = ((ProgramResult.Ended) Program.run(spec)).output();
        assertThat(output.stdout()).hasSize(ProgramSpec.DEFAULT_STDOUT_LIMIT);
        assertThat(output.stderr())
                .hasSize(ProgramSpec.DEFAULT_STDERR_LIMIT)
                .endsWith("\0last words\n");
    }

    @Test
    void a_daemon_that_never_stops_writing_is_let_go() {
        var spec = scripts.spec("yes >&2 & echo $!; exit 0");
        var ended = (ProgramResult.Ended) Program.run(spec);
        var daemon = ProcessHandle.of(Long.parseLong(ended.output().stdout().strip()));
        Scripts.until(
                "yes got a broken pipe", () -> daemon.filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void five_hundred_runs_leak_no_descriptor_and_no_thread() {
        var spec = scripts.spec("echo x; echo y >&2").withStdin("z\n");
        IntStream.range(0, 20).forEach(i -> Program.run(spec));
        int descriptors = descriptors();
        int threads = Thread.activeCount();
        for (int i = 0; i < 500; i++) {
            var ended = (ProgramResult.Ended) Program.run(spec);
            assertThat(ended.output()).isEqualTo(new ProgramOutput("x\n", false, "y\n", false));
        }
        Scripts.until("descriptors are closed", () -> descriptors() <= descriptors + 3);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4);
    }

    @Test
    void many_at_once_on_virtual_threads_keep_their_outputs() throws Exception {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var script =
                    scripts.write("many", "read x; sleep 0.05; echo $x; echo $x >&2").toString();
            var results =
                    threads.invokeAll(
                            IntStream.range(0, 100)
                                    .mapToObj(i ->
                                            (java.util.concurrent.Callable<ProgramResult>)
                                                    () ->
                                                            Program.run(
                                                                    ProgramSpec.of(
                                                                                    List.of(script),
                                                                                    Scripts
                                                                                            .ENVIRONMENT,
                                                                                    Scripts.LONG)
                                                                            .withStdin(i + "\n")))
                                    .toList());
            for (int i = 0; i < results.size(); i++) {
                assertThat(((ProgramResult.Ended) results.get(i).get()).output())
                        .isEqualTo(new ProgramOutput(i + "\n", false, i + "\n", false));
            }
        }
    }

    @Test
    void the_last_bytes_are_the_last_however_they_come() {
        for (int size = 1; size < 12; size++) {
            var last = new Kept.Last(5);
            var text = "abcdefghijklmnopqrstuvwxyz";
            for (int i = 0; i < text.length(); i += size) {
                last.add(
                        ByteBuffer.wrap(
                                text.substring(i, Math.min(text.length(), i + size))
                                        .getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(last.text()).isEqualTo("vwxyz");
            assertThat(last.isCut()).isTrue();
        }
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
