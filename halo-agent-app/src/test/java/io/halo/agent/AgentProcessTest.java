package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.halo.agent.grpc.Client;
import io.halo.agent.grpc.OcfScripts;
import io.halo.agent.grpc.RawClient;
import io.halo.agent.v1.Busy;
import io.halo.agent.v1.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as an operator and a manager see it.
class AgentProcessTest {
    /// As the agent's Strangers have it.
    private static final int MOST_CONNECTIONS = 256;

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

    /// What a start has left behind is the service itself.
    @Test
    void neither_its_end_nor_a_kill_nor_the_next_agent_touches_what_a_script_has_started()
            throws IOException {
        String daemon =
                "sh -c 'until [ -e leave ]; do sleep 0.1; done' & echo $! >daemon-$OCF_RESOURCE_INSTANCE";
        try (var agent = start("--port", "0");
                var client = new Client(agent.port())) {
            assertThat(client.execute(Op.OP_START, "a", daemon).hasEnded()).isTrue();
            assertThat(agent.stop()).isZero();
        }
        assertThat(alive("daemon-a")).isTrue();
        try (var agent = start("--port", "0");
                var client = new Client(agent.port()).as(2, "m2")) {
            assertThat(client.execute(Op.OP_START, "b", daemon).hasEnded()).isTrue();
            agent.kill();
        }
        try (var agent = start("--port", "0");
                var client = new Client(agent.port()).as(3, "m3")) {
            // Their scripts had ended: nothing is left to wait for.
            for (String resource : List.of("a", "b")) {
                assertThat(client.execute(Op.OP_START, resource, "exit 0").hasEnded()).isTrue();
                assertThat(alive("daemon-" + resource)).isTrue();
            }
        } finally {
            scripts.release("leave");
        }
    }

    /// Of each sort that says too little: all of them together hold 256 descriptors and no more.
    @Test
    void thousands_of_connections_are_let_go_and_those_that_ask_are_served() throws IOException {
        var others = new ArrayList<RawClient>();
        try (var agent = start("--port", "0");
                var client = new Client(agent.port())) {
            assertThat(client.execute(Op.OP_MONITOR, "r", "exit 0").hasEnded()).isTrue();
            long before = agent.entries("fd");
            for (int i = 0; i < 3_000; i++) {
                var other = new RawClient(agent.port());
                others.add(other);
                switch (i % 3) {
                    case 0 -> other.send(RawClient.PREFACE.substring(0, 5));
                    case 1 -> other.greet();
                    default -> {} // nothing
                }
            }
            assertThat(client.execute(Op.OP_MONITOR, "r", "exit 0").hasEnded()).isTrue();
            try (var another = new Client(agent.port())) {
                assertThat(another.execute(Op.OP_MONITOR, "q", "exit 0").hasEnded()).isTrue();
            }
            OcfScripts.until(
                    "most were let go", () -> agent.entries("fd") <= before + MOST_CONNECTIONS);
            for (RawClient other : others) {
                other.close();
            }
            OcfScripts.until("all were", () -> agent.entries("fd") <= before);
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

    private boolean alive(String file) throws IOException {
        long pid = Long.parseLong(Files.readString(scripts.file(file)).strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private AgentProcess start(String... arguments) {
        return AgentProcess.start(scripts, directory, arguments);
    }
}
