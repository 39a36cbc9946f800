package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.agent.grpc.Client;
import io.halo.agent.grpc.OcfScripts;
import io.halo.agent.v1.Answer.OutcomeCase;
import io.halo.agent.v1.Busy;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.TimedOut;
import io.halo.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes that KILL does not end, because they write to a frozen disk (C8). Needs root and
/// loop devices.
class StuckScriptTest {
    /// One that can be killed, one that cannot in a session of its own, and the script itself that
    /// cannot.
    private static final String WRITES_TO_THE_DISK =
            """
            sleep 600 & echo $! >killed
            setsid sh -c 'echo $$ >far; echo >disk/far' & echo $$ >near
            echo >disk/near
            """;

    private OcfScripts scripts;
    private FrozenDisk disk;

    @BeforeEach
    void freshDisk(@TempDir Path directory) throws IOException {
        FrozenDisk.needed();
        scripts = new OcfScripts(directory);
        disk = new FrozenDisk(directory);
    }

    @AfterEach
    void thawed() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void who_cannot_be_killed_keeps_its_resource_busy_until_it_ends_and_no_other()
            throws Exception {
        String port;
        try (var agent = agent("0");
                var client = new Client(agent.port())) {
            port = Integer.toString(agent.port());
            assertThat(client.execute(Op.OP_START, "r", "echo >disk/before").getEnded())
                    .extracting(ended -> ended.getExitStatus())
                    .isEqualTo(0);
            disk.freeze();
            var start =
                    client.future()
                            .execute(
                                    client.request(
                                            client.operation(Op.OP_START, "r", WRITES_TO_THE_DISK)
                                                    .setTimeoutMillis(500)));
            scripts.untilCalled("start r\nstart r");
            assertOthersAreServed(client);

            var stuck = start.get();
            assertThat(stuck.getTimedOut().getFate()).isEqualTo(TimedOut.Fate.FATE_STUCK);
            assertThat(stuck.getTimedOut().getText()).contains("cannot be killed: 2 processes");
            assertThat(alive("killed")).isFalse();
            assertThat(List.of(alive("near"), alive("far"))).containsOnly(true);
            assertBusy(client);
            assertOthersAreServed(client);
            agent.kill();
        }
        // The next agent knows it too.
        try (var agent = agent(port);
                var client = new Client(agent.port()).as(2, "m2")) {
            assertBusy(client);
            assertOthersAreServed(client);

            disk.thaw();
            OcfScripts.until(
                    "its place is free",
                    () -> client.execute(Op.OP_MONITOR, "r", "exit 7").hasEnded());
            assertThat(List.of(alive("near"), alive("far"))).containsOnly(false);
            assertThat(
                            client.execute(Op.OP_START, "r", "echo >disk/after")
                                    .getEnded()
                                    .getExitStatus())
                    .isZero();
            OcfScripts.until("its note is gone", () -> files("agent-a1/scripts") == 0);
        }
    }

    private static void assertBusy(Client client) {
        for (Op op : List.of(Op.OP_START, Op.OP_STOP, Op.OP_MONITOR)) {
            var answer = client.execute(op, "r", "exit 0");
            assertThat(answer.getOutcomeCase()).isEqualTo(OutcomeCase.BUSY);
            assertThat(answer.getBusy().getSince()).isEqualTo(Busy.Since.SINCE_STUCK);
            assertThat(answer.getBusy().getOp()).isEqualTo(Op.OP_START);
            assertThat(answer.getBusy().getOperationId()).isEqualTo("op-2");
        }
    }

    /// Also one that has to be killed, for which the process table is read with the stuck ones in
    /// it.
    private static void assertOthersAreServed(Client client) {
        assertThat(client.execute(Op.OP_START, "q", "exit 0").getEnded().getExitStatus()).isZero();
        assertThat(
                        client.execute(
                                        client.operation(Op.OP_MONITOR, "q", "sleep 600")
                                                .setTimeoutMillis(50))
                                .getTimedOut()
                                .getFate())
                .isEqualTo(TimedOut.Fate.FATE_KILLED);
    }

    private AgentProcess agent(String port) {
        return AgentProcess.start(
                disk.prefix(),
                Map.of(),
                scripts.file(""),
                List.of(
                        "--network",
                        "127.0.0.0/8",
                        "--ocf-root",
                        scripts.root().toString(),
                        "--port",
                        port));
    }

    /// A zombie, whose parent is stuck, is not.
    private boolean alive(String name) throws IOException {
        long pid = Long.parseLong(Files.readString(scripts.file(name)).strip());
        return ProcessIdentity.of(pid).filter(ProcessIdentity::isAlive).isPresent();
    }

    private long files(String name) {
        try (var files = Files.list(scripts.file(name))) {
            return files.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
