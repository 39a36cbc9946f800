package io.halo.agent.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.halo.agent.operation.Operations;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients that are none (C5). What they do ends no other's connection, and costs no other's call.
class ConnectionTest {
    private static final Duration SOON = Duration.ofMillis(400);

    /// Longer than any test waits.
    private static final Duration LONG = Duration.ofHours(1);

    private OcfScripts scripts;
    private LocalAgent agent;
    private Client client;
    private final List<RawClient> others = new ArrayList<>();

    /// How far a client gets.
    private enum Stranger {
        SILENT {
            @Override
            void speak(RawClient connection) {}
        },
        HALF_A_GREETING {
            @Override
            void speak(RawClient connection) throws IOException {
                connection.send(RawClient.PREFACE.substring(0, 10));
            }
        },
        GREETED {
            @Override
            void speak(RawClient connection) throws IOException {
                connection.greet();
            }
        };

        abstract void speak(RawClient connection) throws IOException;
    }

    @BeforeEach
    void prepare(@TempDir Path directory) {
        scripts = new OcfScripts(directory);
    }

    @AfterEach
    void stop() throws IOException {
        scripts.release("go");
        for (RawClient other : others) {
            other.close();
        }
        client.close();
        agent.close();
    }

    @ParameterizedTest
    @EnumSource(Stranger.class)
    void those_that_never_get_to_a_call_make_room(Stranger stranger) throws IOException {
        start(new Patience(LONG, LONG, LONG, LONG, LONG, LONG));
        for (int i = 0; i < 2 * Strangers.CONNECTIONS_MAX; i++) {
            stranger.speak(connect());
        }
        try (var another = new Client(agent.port())) {
            assertThat(another.state()).isEqualTo(client.state());
        }
        // The first had to go for the last.
        assertThat(others.getFirst().isClosed()).isTrue();
    }

    @Test
    void who_says_nothing_for_long_is_closed() throws IOException {
        start(new Patience(SOON, LONG, LONG, LONG, LONG, LONG));
        assertThat(connect().isClosed()).isTrue();
    }

    @Test
    void who_does_not_get_through_the_greeting_in_time_is_closed() throws IOException {
        start(new Patience(LONG, SOON, LONG, LONG, LONG, LONG));
        assertThat(connect().dribble(RawClient.PREFACE, 100)).isBetween(3, 20);
        var silent = connect();
        silent.send(RawClient.PREFACE);
        assertThat(silent.isClosed()).isTrue();
    }

    /// A second is the least that gRPC takes for it.
    @Test
    void who_has_nothing_to_ask_for_long_is_sent_away_and_who_waits_for_an_answer_is_not()
            throws Exception {
        start(new Patience(LONG, LONG, LONG, Duration.ofSeconds(1), LONG, LONG));
        var start =
                client.future()
                        .execute(
                                client.request(
                                        client.operation(
                                                Op.OP_START, "r", OcfScripts.waitFor("go"))));
        var idle = connect();
        idle.greet();
        idle.leaveWhenTold();
        scripts.release("go");
        assertThat(start.get().getEnded().getExitStatus()).isZero();
    }

    /// A server without power, or behind a cut cable: its end of the connection is gone without a
    /// word. Ten seconds are the least after which gRPC asks.
    @Test
    void who_is_not_there_any_more_is_noticed_also_in_the_middle_of_a_call() throws IOException {
        start(new Patience(LONG, LONG, LONG, LONG, SOON, SOON));
        var gone = connect();
        gone.greet();
        gone.beginCall(1);
        assertThat(gone.isClosed()).isTrue();
        assertServed();
    }

    /// It is there, and answers when it is asked: only its request does not come.
    @Test
    void who_begins_a_call_and_never_says_what_it_wants_is_sent_away() throws IOException {
        start(new Patience(LONG, LONG, SOON, Duration.ofSeconds(1), LONG, LONG));
        var half = connect();
        half.greet();
        half.beginCall(1);
        half.leaveWhenTold();
        assertServed();
    }

    @Test
    void who_pings_without_a_pause_is_told_to_calm_down() throws IOException {
        start(Patience.USUAL);
        var restless = connect();
        restless.greet();
        restless.ping(10);
        assertThat(restless.next(RawClient.GO_AWAY))
                .map(RawClient.Frame::code)
                .contains(RawClient.ENHANCE_YOUR_CALM);
        assertServed();
    }

    @Test
    void one_call_too_many_on_a_connection_is_refused_and_no_other() throws IOException {
        start(Patience.USUAL);
        var greedy = connect();
        greedy.greet();
        int last = 2 * ConnectionLimits.CALLS_MAX + 1;
        for (int stream = 1; stream <= last; stream += 2) {
            greedy.beginCall(stream);
        }
        var refused = greedy.next(RawClient.RESET).orElseThrow();
        assertThat(refused.stream()).isEqualTo(last);
        assertThat(refused.code()).isEqualTo(RawClient.REFUSED_STREAM);
        assertServed();
    }

    @Test
    void garbage_ends_only_the_connection_it_comes_from() throws IOException {
        start(Patience.USUAL);
        for (String garbage :
                List.of(
                        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                        "\0\1\2".repeat(5_000),
                        RawClient.PREFACE + "\377".repeat(100))) {
            var broken = connect();
            broken.send(garbage);
            assertThat(broken.isClosed()).isTrue();
            assertServed();
        }
    }

    @Test
    void a_message_that_is_too_large_is_refused() {
        start(Patience.USUAL);
        var operation = client.operation(Op.OP_MONITOR, "r", "exit 0");
        for (int i = 0; i < 100; i++) {
            operation.addParameters(
                    Parameter.newBuilder().setName("p" + i).setValue("x".repeat(50_000)));
        }
        var failure =
                catchThrowableOfType(StatusRuntimeException.class, () -> client.execute(operation));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(failure.getStatus().getDescription()).contains("4194304");
        assertServed();
    }

    @Test
    void headers_that_are_too_large_end_their_connection() throws IOException {
        start(Patience.USUAL);
        var verbose = connect();
        verbose.greet();
        verbose.beginCall(1, "x".repeat(12_000));
        assertThat(verbose.isClosed()).isTrue();
        assertServed();
    }

    private void start(Patience patience) {
        agent = new LocalAgent(scripts, Operations.SCRIPTS_MAX, patience);
        client = new Client(agent.port());
    }

    private RawClient connect() throws IOException {
        var other = new RawClient(agent.port());
        others.add(other);
        return other;
    }

    private void assertServed() {
        assertThat(client.execute(Op.OP_MONITOR, "r", "exit 7").getEnded().getExitStatus())
                .isEqualTo(7);
    }
}
