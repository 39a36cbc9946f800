package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.agent.grpc.Client;
import io.halo.agent.grpc.OcfScripts;
import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Answer.OutcomeCase;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.process.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten thousand operations of every kind and ending, many at once, leave nothing behind in the
/// agent (C1, C2, C3).
class EnduranceTest {
    private static final int WARM_UP = 1_000;
    private static final int OPERATIONS = 10_000;

    /// So many resources, each with a connection of its own.
    private static final int AT_ONCE = 16;

    /// Readers of pipes and reapers of processes are kept for a minute: as many as were needed at
    /// once.
    private static final int THREADS_MORE = 2 * AT_ONCE;

    /// The live objects of the heap. What the start left to soft references, some 1.5 MB, goes
    /// meanwhile: a leak of 160 bytes an operation is more than both.
    private static final long HEAP_BYTES_MORE = 100_000;

    /// Resident memory is no exact figure: compiled code comes late. 2 to 4 are usual.
    private static final long RESIDENT_MIB_MORE = 16;

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(20);

    private OcfScripts scripts;

    /// What a script does, and what the agent says of it.
    private enum Script {
        WELL("exit 0", OutcomeCase.ENDED),
        STOPPED("exit 7", OutcomeCase.ENDED),
        FAILS("echo 'ocf-exit-reason:no luck' >&2; exit 1", OutcomeCase.ENDED),
        NOISY("head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; exit 0", OutcomeCase.ENDED),
        DAEMON("sleep 600 & echo $! >>daemons", OutcomeCase.ENDED),
        TALKATIVE_DAEMON("(yes >&2; exec sleep 600) & echo $! >>daemons", OutcomeCase.ENDED),
        HANGS("setsid sleep 600 & trap : TERM; sleep 600", OutcomeCase.TIMED_OUT),
        DIES("kill -KILL $$", OutcomeCase.ENDED),
        TOO_LONG("head -c 300000 /dev/zero", OutcomeCase.NOT_RUN);

        private final String text;
        private final OutcomeCase outcome;

        Script(String text, OutcomeCase outcome) {
            this.text = text;
            this.outcome = outcome;
        }

        /// Nearly all operations are quick.
        static Script of(int number) {
            return switch (number % 200) {
                case 11, 111 -> DAEMON;
                case 23 -> TALKATIVE_DAEMON;
                case 37 -> HANGS;
                case 41, 91 -> NOISY;
                case 53 -> DIES;
                case 67 -> TOO_LONG;
                default ->
                        switch (number % 5) {
                            case 0 -> FAILS;
                            case 1 -> STOPPED;
                            default -> WELL;
                        };
            };
        }

        Op op(int number) {
            return this == TOO_LONG
                    ? Op.OP_META_DATA
                    : switch (number % 3) {
                        case 0 -> Op.OP_START;
                        case 1 -> Op.OP_MONITOR;
                        default -> Op.OP_STOP;
                    };
        }
    }

    /// What the agent has and holds.
    ///
    /// @param children zombies included
    /// @param files in its state directory
    /// @param heapBytes of live objects
    private record Holdings(
            long threads,
            long descriptors,
            long children,
            long files,
            long heapBytes,
            long residentMib) {
        boolean isLike(Holdings before) {
            return threads <= before.threads + THREADS_MORE
                    && descriptors <= before.descriptors
                    && children == 0
                    && files <= before.files
                    && heapBytes <= before.heapBytes + HEAP_BYTES_MORE
                    && residentMib <= before.residentMib + RESIDENT_MIB_MORE;
        }
    }

    @AfterEach
    void endDaemons() throws IOException {
        if (Files.exists(scripts.file("daemons"))) {
            for (String pid : Files.readAllLines(scripts.file("daemons"))) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void ten_thousand_operations_later_the_agent_is_what_it_was(@TempDir Path directory)
            throws Exception {
        scripts = new OcfScripts(directory);
        try (var agent = AgentProcess.start(scripts, directory, "--port", "0")) {
            run(agent, 0, WARM_UP);
            var before = settled(agent, holdings(agent));
            run(agent, WARM_UP, OPERATIONS);
            var after = settled(agent, before);

            assertThat(after)
                    .as("before: %s", before)
                    .matches(now -> now.isLike(before), "is what it was");
            assertThat(agent.output()).doesNotContain(" ERROR ");
        }
    }

    private static void run(AgentProcess agent, int from, int count) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var resources = new ArrayList<Future<Void>>();
            for (int resource = 0; resource < AT_ONCE; resource++) {
                int first = from + resource;
                String name = "r" + resource;
                Callable<Void> all =
                        () -> {
                            runAll(agent, name, first, from + count);
                            return null;
                        };
                resources.add(threads.submit(all));
            }
            for (var resource : resources) {
                resource.get();
            }
        }
    }

    private static void runAll(AgentProcess agent, String resource, int first, int end) {
        try (var client = new Client(agent.port())) {
            for (int number = first; number < end; number += AT_ONCE) {
                var script = Script.of(number);
                Operation.Builder operation =
                        client.operation(script.op(number), resource, script.text)
                                .setSequence(number + 1);
                if (script == Script.HANGS) {
                    operation.setTimeoutMillis(200);
                }
                Answer answer = client.execute(operation);
                assertThat(answer.getOutcomeCase()).as("%s", answer).isEqualTo(script.outcome);
            }
        }
    }

    /// Connections that were closed, and the last words of daemons, take a moment.
    private Holdings settled(AgentProcess agent, Holdings before) throws IOException {
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (true) {
            var now = holdings(agent);
            if (now.isLike(before) || System.nanoTime() > end) {
                return now;
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    private Holdings holdings(AgentProcess agent) throws IOException {
        long heapBytes = agent.liveHeapBytes();
        return new Holdings(
                agent.entries("task"),
                agent.entries("fd"),
                ProcessHandle.of(agent.pid()).orElseThrow().children().count(),
                files(),
                heapBytes,
                agent.residentMib());
    }

    private long files() throws IOException {
        try (var files = Files.walk(scripts.file("agent-a1"))) {
            return files.count();
        }
    }
}
