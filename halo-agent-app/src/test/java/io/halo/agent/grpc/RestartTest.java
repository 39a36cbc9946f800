package io.halo.agent.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.agent.v1.Answer.OutcomeCase;
import io.halo.agent.v1.Busy;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent that ends while scripts run, and the one that comes after it.
class RestartTest {
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
        for (String name : List.of("go", "leave")) {
            scripts.release(name);
        }
        client.close();
        agent.close();
    }

    @Test
    void the_newest_manager_is_remembered() {
        client.heartbeat(8, "m8");
        String instance = client.state().getInstance();
        restart();
        assertThat(client.state().getInstance()).isNotEqualTo(instance);
        assertThat(client.state().getHighestEpoch()).isEqualTo(8);
        assertThat(client.heartbeat(8, "other").getRefused().getReason())
                .isEqualTo(Refused.Reason.REASON_OTHER_MANAGER);
        assertThat(client.heartbeat(7, "m7").hasRefused()).isTrue();
        assertThat(client.heartbeat(8, "m8").hasRefused()).isFalse();
        assertThat(client.to(instance).execute(Op.OP_START, "r", "exit 0").getRefused().getReason())
                .isEqualTo(Refused.Reason.REASON_LOWER_EPOCH);
        assertThat(client.as(8, "m8").execute(Op.OP_START, "r", "exit 0").getRefused().getReason())
                .isEqualTo(Refused.Reason.REASON_OTHER_INSTANCE);
    }

    @Test
    void a_start_that_still_runs_keeps_its_resource_busy() {
        begin(Op.OP_START, OcfScripts.waitFor("go"));
        restart();
        for (Op op : List.of(Op.OP_START, Op.OP_STOP, Op.OP_MONITOR)) {
            var answer = client.execute(op, "r", "exit 7");
            assertThat(answer.getOutcomeCase()).isEqualTo(OutcomeCase.BUSY);
            assertThat(answer.getBusy().getOperationId()).isEqualTo("op-1");
            assertThat(answer.getBusy().getOp()).isEqualTo(Op.OP_START);
            assertThat(answer.getBusy().getSince()).isEqualTo(Busy.Since.SINCE_LEFTOVER);
        }
        assertThat(client.execute(Op.OP_START, "other", "exit 0").hasEnded()).isTrue();
        scripts.release("go");
        OcfScripts.until(
                "the leftover has ended",
                () -> client.execute(Op.OP_MONITOR, "r", "exit 7").hasEnded());
        assertThat(client.execute(Op.OP_START, "r", "exit 0").hasEnded()).isTrue();
        assertThat(notes()).isEmpty();
    }

    @Test
    void what_a_leftover_leaves_keeps_starts_away_until_a_monitor_finds_it_running() {
        agent.close();
        leftover(
                UUID.randomUUID().toString(),
                "r",
                "(" + OcfScripts.waitFor("leave") + ") & echo >forked; " + OcfScripts.waitFor("go"),
                60_000);
        OcfScripts.until("both run", () -> Files.exists(scripts.file("forked")));
        restart();
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 0").hasBusy()).isTrue();
        scripts.release("go");
        OcfScripts.until(
                "the leader is gone",
                () -> client.execute(Op.OP_MONITOR, "r", "exit 7").hasEnded());
        var busy = client.execute(Op.OP_START, "r", "exit 0").getBusy();
        assertThat(busy.getSince()).isEqualTo(Busy.Since.SINCE_ORPHANS);
        assertThat(client.execute(Op.OP_STOP, "r", "exit 1").hasEnded()).isTrue();
        assertThat(client.execute(Op.OP_START, "r", "exit 0").hasBusy()).isTrue();
        // Another restart knows it too.
        restart();
        OcfScripts.until(
                "the orphans are found",
                () -> client.execute(Op.OP_MONITOR, "r", "exit 7").hasEnded());
        assertThat(client.execute(Op.OP_START, "r", "exit 0").getBusy().getSince())
                .isEqualTo(Busy.Since.SINCE_ORPHANS);
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 0").hasEnded()).isTrue();
        assertThat(client.execute(Op.OP_START, "r", "exit 0").hasEnded()).isTrue();
    }

    @Test
    void orphans_that_end_by_themselves_are_no_matter_any_more() {
        begin(Op.OP_STOP, "(" + OcfScripts.waitFor("leave") + ") & " + OcfScripts.waitFor("go"));
        restart();
        scripts.release("go");
        OcfScripts.until(
                "the leader is gone",
                () -> client.execute(Op.OP_MONITOR, "r", "exit 7").hasEnded());
        assertThat(client.execute(Op.OP_START, "r", "exit 0").hasBusy()).isTrue();
        scripts.release("leave");
        OcfScripts.until(
                "the orphan is gone", () -> client.execute(Op.OP_START, "r", "exit 0").hasEnded());
        OcfScripts.until("the note is gone", () -> notes().isEmpty());
    }

    @Test
    void a_leftover_is_ended_at_the_timeout_it_was_given() {
        var operation = client.operation(Op.OP_START, "r", "sleep 600").setTimeoutMillis(2_000);
        var _ = client.future().execute(client.request(operation));
        scripts.untilCalled("start r");
        OcfScripts.until(
                "it is noted", () -> notes().stream().anyMatch(note -> note.contains("\ntree ")));
        // The first agent is still there as a thread, and ends it as well; a note of a second
        // script is the new agent's.
        agent.close();
        client.close();
        var token = UUID.randomUUID().toString();
        leftover(token, "q", "sleep 600", 300);
        agent = new LocalAgent(scripts);
        client = new Client(agent.port());
        assertThat(client.execute(Op.OP_MONITOR, "q", "exit 7").hasBusy()).isTrue();
        OcfScripts.until(
                "both were ended",
                () ->
                        client.execute(Op.OP_MONITOR, "q", "exit 7").hasEnded()
                                && client.execute(Op.OP_MONITOR, "r", "exit 7").hasEnded());
    }

    @Test
    void a_script_that_was_started_but_not_noted_so_is_found_by_its_mark() {
        agent.close();
        client.close();
        leftover(UUID.randomUUID().toString(), "r", OcfScripts.waitFor("go"), 60_000);
        agent = new LocalAgent(scripts);
        client = new Client(agent.port());
        assertThat(client.execute(Op.OP_START, "r", "exit 0").getBusy().getSince())
                .isEqualTo(Busy.Since.SINCE_LEFTOVER);
        scripts.release("go");
        OcfScripts.until(
                "it has ended", () -> client.execute(Op.OP_START, "r", "exit 0").hasEnded());
    }

    @Test
    void a_note_that_cannot_be_read_keeps_everything_busy_while_its_mark_is_seen()
            throws IOException {
        agent.close();
        client.close();
        String token = UUID.randomUUID().toString();
        leftover(token, "r", OcfScripts.waitFor("go"), 60_000);
        Files.writeString(scripts.file("state/scripts").resolve(token), "\0\0\0");
        Files.writeString(scripts.file("state/scripts").resolve("nobody"), "");
        agent = new LocalAgent(scripts);
        client = new Client(agent.port());
        assertThat(client.execute(Op.OP_START, "other", "exit 0").hasBusy()).isTrue();
        scripts.release("go");
        OcfScripts.until(
                "all is free", () -> client.execute(Op.OP_START, "other", "exit 0").hasEnded());
        OcfScripts.until("the notes are gone", () -> notes().isEmpty());
    }

    @Test
    void notes_of_another_boot_are_void() throws IOException {
        agent.close();
        client.close();
        Files.writeString(
                Files.createDirectories(scripts.file("state/scripts")).resolve("old"),
                "boot another\nresource r\noperation op-9\nop START\ntimeout 1000\nend\ntree old 1 2 another\n");
        agent = new LocalAgent(scripts);
        client = new Client(agent.port());
        assertThat(notes()).isEmpty();
        assertThat(client.execute(Op.OP_START, "r", "exit 0").hasEnded()).isTrue();
    }

    @Test
    void a_memory_that_cannot_be_written_is_told() throws IOException {
        agent.close();
        client.close();
        Files.delete(scripts.file("state/lock"));
        Files.delete(scripts.file("state/epoch"));
        Files.deleteIfExists(scripts.file("state/scripts"));
        Files.delete(scripts.file("state"));
        Files.writeString(scripts.file("state"), "a file where a directory should be");
        agent = new LocalAgent(scripts);
        client = new Client(agent.port());
        assertThat(client.state().getMemoryDurable()).isFalse();
        assertThat(client.execute(Op.OP_START, "r", "exit 0").getEnded().getExitStatus()).isZero();
        assertThat(client.heartbeat(0, "").getAgent().getHighestEpoch()).isEqualTo(1);
    }

    private void begin(Op op, String script) {
        var _ = client.future().execute(client.request(client.operation(op, "r", script)));
        scripts.untilCalled((op == Op.OP_START ? "start" : "stop") + " r");
        OcfScripts.until(
                "it is noted", () -> notes().stream().anyMatch(note -> note.contains("\ntree ")));
    }

    private void restart() {
        client.close();
        agent.close();
        agent = new LocalAgent(scripts);
        client = new Client(agent.port());
        // What the manager counts goes on.
        for (int i = 0; i < 100; i++) {
            client.operation(Op.OP_MONITOR, "r", "");
        }
    }

    /// A script that an agent started and could note the token of only.
    private void leftover(String token, String resource, String script, long timeoutMillis) {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            Files.writeString(
                    Files.createDirectories(scripts.file("state/scripts")).resolve(token),
                    "boot "
                            + boot
                            + "\nresource "
                            + resource
                            + "\noperation op-0\nop START\ntimeout "
                            + timeoutMillis
                            + "\nend\n");
            var builder =
                    new ProcessBuilder("setsid", "sh", "-c", script)
                            .directory(scripts.file("").toFile());
            builder.environment().put("HALO_PROCESS_TOKEN", token);
            builder.start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> notes() {
        try (var files = Files.list(Files.createDirectories(scripts.file("state/scripts")))) {
            return files.map(RestartTest::read).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
