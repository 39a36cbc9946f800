package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Input;
import io.halo.core.input.Input.Trouble;
import io.halo.core.input.Outcome;
import io.halo.core.model.AgentInstance;
import io.halo.manager.support.FakeAgent;
import io.halo.manager.support.Road;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Connections that take long, that never come about, and that outlive their host (B1, B2).
@Timeout(60)
class SlowRoadTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);

    /// What was sent while the connection was being made is answered late, and that is life; from
    /// then on one connection is enough.
    @Test
    void aConnectionThatWasSlowToComeAboutIsUsedAndNoOtherIsMade() throws Exception {
        try (var agent = FakeAgent.start();
                var road = Road.to(agent.port()).shut();
                var fixture = Fixture.of(road.port(), LONG).open()) {
            road.awaitConnections(3);
            road.openToAll();
            var first = fixture.heard.next(Input.BeatAnswered.class);
            assertThat(first.instance().value()).isEqualTo(agent.instance);
            var standing = fixture.clock.now();
            fixture.heard.next(Input.BeatAnswered.class, beat -> beat.sentAt().isAfter(standing));
            int connections = road.connections();
            for (int beat = 0; beat < 3; beat++) {
                fixture.connected();
            }
            assertThat(road.connections()).isEqualTo(connections);
        }
    }

    @Test
    void noMoreThanSixHeartbeatsWaitInABlackHoleAndTheHostIsFoundWhenItComesBack()
            throws IOException {
        try (var hole = BlackHole.dig();
                var fixture = Fixture.of(hole.port(), SHORT).open()) {
            var failed = new ArrayList<Input.BeatFailed>();
            for (int beat = 0; beat < 15; beat++) {
                failed.add(fixture.heard.next(Input.BeatFailed.class));
            }
            assertThat(failed)
                    .allSatisfy(beat -> {
                        assertThat(beat.trouble()).isEqualTo(Trouble.SILENT);
                        assertThat(Duration.between(beat.sentAt(), beat.at()))
                                .isBetween(SHORT.dividedBy(2), SHORT.multipliedBy(3));
                        assertThat(failed)
                                .filteredOn(other -> isUnderWay(other, beat))
                                .hasSizeLessThanOrEqualTo(HostBeats.AT_ONCE);
                    });
            int port = hole.port();
            hole.fill();
            try (var agent = FakeAgent.start(port)) {
                assertThat(fixture.connected().value()).isEqualTo(agent.instance);
            }
        }
    }

    /// The connection for starts was begun before, and would wait for the greeting of a server that
    /// is not there any more.
    @Test
    void aHostThatGoesAwayInTheMiddleOfAConnectIsUsedAsSoonAsItIsBack() throws IOException {
        try (var agent = FakeAgent.start();
                var road = Road.to(agent.port()).shut();
                var fixture = Fixture.of(road.port(), LONG)) {
            start(fixture, new AgentInstance("any"));
            assertThat(fixture.heard.next(Input.OperationEnded.class).result().outcome())
                    .isInstanceOf(Outcome.NotSent.class);
            road.openToNewOnes();
            fixture.gateway.open();
            start(fixture, fixture.connected());

            assertThat(fixture.heard.next(Input.OperationEnded.class).result().outcome())
                    .isInstanceOf(Outcome.Ended.class);
        }
    }

    /// The heartbeats' connection is fine, so nothing but its age tells that the other one will
    /// never stand.
    @Test
    void aGreetingThatNeverComesIsNotWaitedForLongerThanDeadAfter() throws IOException {
        try (var agent = FakeAgent.start();
                var road = Road.to(agent.port());
                var fixture = Fixture.of(road.port(), SHORT).open()) {
            var instance = fixture.connected();
            road.shut();
            start(fixture, instance);
            assertThat(fixture.heard.next(Input.OperationEnded.class).result().outcome())
                    .isInstanceOf(Outcome.NotSent.class);
            road.openToNewOnes();
            start(fixture, instance);

            assertThat(fixture.heard.next(Input.OperationEnded.class).result().outcome())
                    .isInstanceOf(Outcome.Ended.class);
        }
    }

    private static void start(Fixture fixture, AgentInstance instance) {
        fixture.gateway.operate(
                fixture.start("r0", instance, fixture.clock.now().plus(Fixture.SOON)));
    }

    private static boolean isUnderWay(Input.BeatFailed other, Input.BeatFailed beat) {
        return !other.sentAt().isAfter(beat.sentAt()) && other.at().isAfter(beat.sentAt());
    }

    /// An address where packets vanish: a listener whose queue of connections is full.
    private record BlackHole(ServerSocket server, List<Socket> queue) implements AutoCloseable {
        private static final int QUEUE = 1;

        static BlackHole dig() throws IOException {
            var server = new ServerSocket(0, QUEUE, InetAddress.getLoopbackAddress());
            var queue = new ArrayList<Socket>();
            for (int client = 0; client <= QUEUE; client++) {
                queue.add(new Socket(server.getInetAddress(), server.getLocalPort()));
            }
            return new BlackHole(server, queue);
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            fill();
        }

        /// The address is free again.
        void fill() throws IOException {
            server.close();
            for (Socket client : queue) {
                client.close();
            }
        }
    }
}
