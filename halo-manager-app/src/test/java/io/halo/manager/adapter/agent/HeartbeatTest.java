package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Input;
import io.halo.core.input.Input.Trouble;
import io.halo.manager.support.FakeAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeartbeatTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void tellsWhoAnsweredAndWhen() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), LONG).open()) {
            var answered = fixture.heard.next(Input.BeatAnswered.class);

            assertThat(answered.instance().value()).isEqualTo(agent.instance);
            assertThat(answered.boot().value()).isEqualTo("boot");
            assertThat(answered.durableMemory()).isTrue();
            assertThat(answered.sentAt()).isBefore(answered.at());
        }
    }

    @Test
    void keepsThePaceOverOneConnection() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), SHORT).open()) {
            // The first ones are sent closer together, until the connection stands.
            for (int beat = 0; beat < 5; beat++) {
                fixture.connected();
            }
            var first = fixture.heard.next(Input.BeatAnswered.class);
            var last = first;
            int connections = agent.connections.size();
            for (int beat = 0; beat < 5; beat++) {
                last = fixture.heard.next(Input.BeatAnswered.class);
            }
            assertThat(Duration.between(first.sentAt(), last.sentAt()))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
            assertThat(agent.connections).hasSize(connections);
        }
    }

    @Test
    void aNewerManagerIsNamed() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), LONG)) {
            agent.obeys = 9;
            fixture.open();

            var refused = fixture.heard.next(Input.BeatRefused.class);
            assertThat(refused.epoch()).isEqualTo(9);
            assertThat(refused.manager()).isEqualTo("other");
        }
    }

    @Test
    void refusedIsALiveHost() throws IOException {
        try (var fixture = Fixture.of(freePort(), LONG).open()) {
            var failed = fixture.heard.next(Input.BeatFailed.class);

            assertThat(failed.trouble()).isEqualTo(Trouble.ALIVE_NOT_SERVING);
            assertThat(failed.why()).containsIgnoringCase("refused");
            assertThat(Duration.between(failed.sentAt(), failed.at()))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aKilledAgentIsNoticedAtOnceAndAskedAgainAtOnce() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), LONG).open()) {
            fixture.connected();
            var killedAt = fixture.clock.now();
            agent.kill();
            var closed = fixture.heard.next(Input.ConnectionClosed.class);
            fixture.gateway.beat(Fixture.HOST);
            var refused =
                    fixture.heard.next(
                            Input.BeatFailed.class, failed -> failed.sentAt().isAfter(closed.at()));

            assertThat(refused.trouble()).isEqualTo(Trouble.ALIVE_NOT_SERVING);
            assertThat(Duration.between(killedAt, refused.at())).isLessThan(Duration.ofMillis(900));
        }
    }

    @Test
    void anAgentThatComesBackAnswersAgainAsAnother() throws IOException {
        int port;
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), SHORT).open()) {
            port = agent.port();
            var before = fixture.connected();
            agent.kill();
            fixture.heard.next(Input.BeatFailed.class);
            try (var next = FakeAgent.start(port)) {
                var answered =
                        fixture.heard.next(
                                Input.BeatAnswered.class, beat -> !beat.instance().equals(before));
                assertThat(answered.instance().value()).isEqualTo(next.instance);
            }
        }
    }

    @Test
    void whoAcceptsAndSaysNothingIsSilentAndIsTriedOverFreshConnections() throws IOException {
        List<Socket> accepted = Collections.synchronizedList(new ArrayList<>());
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var fixture = Fixture.of(hole.getLocalPort(), SHORT)) {
            Thread.ofVirtual().start(() -> acceptAll(hole, accepted));
            fixture.open();
            var first = fixture.heard.next(Input.BeatFailed.class);
            var second = fixture.heard.next(Input.BeatFailed.class);

            assertThat(List.of(first.trouble(), second.trouble())).containsOnly(Trouble.SILENT);
            assertThat(Duration.between(first.sentAt(), first.at()))
                    .isBetween(SHORT, SHORT.multipliedBy(3));
            assertThat(accepted).hasSizeBetween(2, 12);
        } finally {
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }

    @Test
    void whoAcceptsAndHangsUpIsAlive() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var fixture = Fixture.of(server.getLocalPort(), LONG)) {
            Thread.ofVirtual().start(() -> acceptAndHangUp(server));
            fixture.open();

            assertThat(fixture.heard.next(Input.BeatFailed.class).trouble())
                    .isEqualTo(Trouble.ALIVE_NOT_SERVING);
        }
    }

    @Test
    void aNameThatDoesNotResolveSaysNothingAboutTheHost() {
        var agent = new AgentAddress("no-such-host.invalid", 8000, false);
        try (var fixture = new Fixture(agent, SHORT, null).open()) {
            var failed = fixture.heard.next(Input.BeatFailed.class);

            assertThat(failed.trouble()).isEqualTo(Trouble.CANNOT_TELL);
            assertThat(failed.why()).contains("no-such-host.invalid").contains("resolved");
        }
    }

    @Test
    void nothingIsReportedAfterTheEnd() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), SHORT).open()) {
            fixture.connected();
            fixture.gateway.close();
            fixture.heard.drain();
            agent.kill();
            fixture.gateway.beat(Fixture.HOST);

            assertThat(fixture.heard.drain()).isEmpty();
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void acceptAll(ServerSocket server, List<Socket> accepted) {
        try {
            while (true) {
                accepted.add(server.accept());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void acceptAndHangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
