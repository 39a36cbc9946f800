package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.halo.agent.grpc.Client;
import io.halo.agent.grpc.OcfScripts;
import io.halo.agent.v1.Busy;
import io.halo.agent.v1.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as an operator and a manager see it.
class AgentProcessTest {
    @TempDir Path directory;

    private OcfScripts scripts;

    @BeforeEach
    void prepare() {
        scripts = new OcfScripts(directory);
    }

    @Test
    void it_listens_serves_and_says_nothing_more() throws IOException {
        try (var agent = start("--port", "0");
                var client = new Client(agent.port())) {
            assertThat(directory.resolve("a1.pid")).hasContent(agent.pid() + "\n");
            var state = client.state();
            assertThat(state.getInstance()).isEqualTo(agent.instance());
            assertThat(state.getBootId())
                    .as("a new process counts as a new boot")
                    .isEqualTo(agent.instance());
            assertThat(state.getMemoryDurable()).isTrue();
            assertThat(directory.resolve("agent-a1/epoch")).exists();
            var health =
                    HealthGrpc.newBlockingStub(client.channel())
                            .check(HealthCheckRequest.getDefaultInstance());
            assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
            var answer =
                    client.as(0, "")
                            .execute(
                                    Op.OP_META_DATA,
                                    "r",
                                    "echo $HALO_TEST_ID $HALO_TEST_DIRECTORY $HA_RSCTMP");
            assertThat(answer.getEnded().getStdout())
                    .startsWith("a1 " + directory + " " + directory.resolve("agent-a1/tmp-"));
            assertThat(agent.output().lines()).hasSize(1);
        }
    }

    @Test
    void told_to_end_it_ends_well_and_leaves_scripts_alone() {
        try (var agent = start("--port", "0");
                var client = new Client(agent.port())) {
            begin(client);
            assertThat(agent.stop()).isZero();
            scripts.release("go");
            OcfScripts.until(
                    "the script runs to its end", () -> Files.exists(scripts.file("done")));
        }
    }

    @Test
    void after_a_kill_the_next_agent_finds_what_still_runs() {
        String port;
        try (var agent = start("--port", "0");
                var client = new Client(agent.port())) {
            port = Integer.toString(agent.port());
            client.heartbeat(4, "m4");
            client.as(4, "m4");
            begin(client);
            agent.kill();
        }
        try (var agent = start("--port", port);
                var client = new Client(agent.port()).as(4, "m4")) {
            assertThat(agent.port()).hasToString(port);
            assertThat(client.state().getHighestEpoch()).isEqualTo(4);
            var busy = client.execute(Op.OP_MONITOR, "r", "exit 0").getBusy();
            assertThat(busy.getSince()).isEqualTo(Busy.Since.SINCE_LEFTOVER);
            assertThat(busy.getOperationId()).isEqualTo("op-1");
            scripts.release("go");
            OcfScripts.until(
                    "it has ended", () -> client.execute(Op.OP_MONITOR, "r", "exit 0").hasEnded());
            assertThat(scripts.file("done")).exists();
            assertThat(client.execute(Op.OP_START, "r", "exit 0").hasEnded()).isTrue();
        }
    }

    @Test
    void what_keeps_it_from_starting_is_said_in_one_line() throws IOException {
        try (var first = start("--port", "0")) {
            String port = Integer.toString(first.port());
            assertFails(
                    1,
                    "listen on 127.0.0.1:" + port,
                    "--port",
                    port,
                    "--state-dir",
                    directory.resolve("s2").toString());
            assertFails(1, "another agent uses", "--port", "0");
        }
        Files.writeString(directory.resolve("agent-a1/epoch"), "nonsense");
        assertFails(64, "agent-a1/epoch is damaged", "--port", "0");
        assertFails(64, "HALO_CA_CERT", "--mtls");
        assertFails(1, "203.0.113.0/24", "--network", "203.0.113.0/24");
        assertFails(2, "--bogus", "--bogus");
    }

    private void assertFails(int status, String words, String... arguments) {
        try (var agent = start(arguments)) {
            assertThat(agent.exitStatus()).isEqualTo(status);
            assertThat(agent.output().lines()).singleElement().asString().contains(words);
        }
    }

    private void begin(Client client) {
        var _ =
                client.future()
                        .execute(
                                client.request(
                                        client.operation(
                                                Op.OP_START,
                                                "r",
                                                OcfScripts.waitFor("go") + "; echo >done")));
        scripts.untilCalled("start r");
    }

    private AgentProcess start(String... arguments) {
        return AgentProcess.start(scripts, directory, arguments);
    }
}
