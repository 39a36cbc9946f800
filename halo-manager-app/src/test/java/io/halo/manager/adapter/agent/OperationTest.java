package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.agent.v1.Op;
import io.halo.core.input.Input;
import io.halo.core.input.Outcome;
import io.halo.core.model.AgentInstance;
import io.halo.manager.support.FakeAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OperationTest {
    private static final Duration DEAD_AFTER = Duration.ofSeconds(10);
    private static final AgentInstance ANY = new AgentInstance("any");

    @Test
    void aStartCarriesWhatTheAgentNeeds() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), DEAD_AFTER).open()) {
            var action = fixture.start("r0", fixture.connected(), soon(fixture));
            fixture.gateway.operate(action);

            var ended = fixture.heard.next(Input.OperationEnded.class);
            assertThat(ended.id()).isEqualTo(action.id());
            assertThat(ended.resource()).isEqualTo(action.resource());
            assertThat(ended.result().outcome()).isEqualTo(new Outcome.Ended(0, "last words"));
            assertThat(ended.result().answerer().instance().value()).isEqualTo(agent.instance);
            var request = agent.executed.element();
            assertThat(request.getManager().getEpoch()).isEqualTo(3);
            assertThat(request.getManager().getInstance()).isEqualTo("manager");
            assertThat(request.getAgentInstance()).isEqualTo(agent.instance);
            assertThat(request.getOperation().getSequence()).isEqualTo(action.sequence());
            assertThat(request.getOperation().getOp()).isEqualTo(Op.OP_START);
            assertThat(request.getOperation().getResource().getKind()).isEqualTo("heartbeat/ZFS");
            assertThat(request.getOperation().getParameters(0).getValue()).isEqualTo("r0");
            assertThat(request.getOperation().getTimeoutMillis()).isEqualTo(30_000);
            assertThat(request.getOperation().getStartWithinMillis()).isEqualTo(2_000);
        }
    }

    @Test
    void aLostAnswerIsUnknown() throws Exception {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), DEAD_AFTER).open()) {
            fixture.gateway.operate(fixture.start("hung0", fixture.connected(), soon(fixture)));
            assertThat(agent.hung.await(20, TimeUnit.SECONDS)).isTrue();
            agent.kill();

            var ended = fixture.heard.next(Input.OperationEnded.class);
            assertThat(ended.result().outcome()).isInstanceOf(Outcome.Unknown.class);
            assertThat(ended.result().answerer()).isNull();
        }
    }

    @Test
    void whatNobodyCouldReceiveWasNotSent() throws IOException {
        try (var fixture = Fixture.of(HeartbeatTest.freePort(), DEAD_AFTER).open()) {
            fixture.gateway.operate(fixture.start("r0", ANY, soon(fixture)));

            var outcome = fixture.heard.next(Input.OperationEnded.class).result().outcome();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.NotSent.class,
                            notSent -> assertThat(notSent.why()).containsIgnoringCase("refused"));
        }
    }

    @Test
    void whatIsTooLateIsNotSent() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), DEAD_AFTER).open()) {
            var instance = fixture.connected();
            fixture.gateway.operate(
                    fixture.start("r0", instance, fixture.clock.now().minusMillis(1)));

            assertThat(fixture.heard.next(Input.OperationEnded.class).result().outcome())
                    .isInstanceOf(Outcome.NotSent.class);
            assertThat(agent.executed).isEmpty();
        }
    }

    @Test
    void aConnectionThatComesTooLateIsNotUsed() throws IOException {
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var fixture = Fixture.of(hole.getLocalPort(), DEAD_AFTER).open()) {
            var notAfter = fixture.clock.now().plusMillis(300);
            fixture.gateway.operate(fixture.start("r0", ANY, notAfter));

            var ended = fixture.heard.next(Input.OperationEnded.class);
            assertThat(ended.result().outcome()).isInstanceOf(Outcome.NotSent.class);
            assertThat(ended.at()).isBetween(notAfter, notAfter.plusSeconds(5));
        }
    }

    @Test
    void aBadRequestIsRefused() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), DEAD_AFTER).open()) {
            fixture.gateway.operate(fixture.start("bad0", fixture.connected(), soon(fixture)));

            assertThat(fixture.heard.next(Input.OperationEnded.class).result().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> {
                                assertThat(refused.reason()).isEqualTo(Outcome.Reason.BAD_REQUEST);
                                assertThat(refused.why()).contains("no such thing");
                            });
        }
    }

    @Test
    void oneHungMonitorDelaysNoOtherAndNoHeartbeat() throws Exception {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), Duration.ofSeconds(1)).open()) {
            fixture.connected();
            var look = fixture.look("r0", "hung0", "r1");
            fixture.gateway.look(look);

            var r0 = fixture.heard.next(Input.Looked.class);
            var r1 = fixture.heard.next(Input.Looked.class);
            assertThat(r0.id()).isEqualTo(look.what().get(0).id());
            assertThat(r1.id()).isEqualTo(look.what().get(2).id());
            assertThat(r1.result().outcome()).isEqualTo(new Outcome.Ended(7, "last words"));
            assertThat(agent.observed.element().getMonitorsCount()).isEqualTo(3);
            for (int beat = 0; beat < 3; beat++) {
                fixture.connected();
            }
            agent.kill();
            var hung = fixture.heard.next(Input.Looked.class);
            assertThat(hung.id()).isEqualTo(look.what().get(1).id());
            assertThat(hung.result().outcome()).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void monitorsOfAHostThatIsDownAreReportedOnceEach() throws IOException {
        try (var fixture = Fixture.of(HeartbeatTest.freePort(), DEAD_AFTER).open()) {
            fixture.gateway.look(fixture.look("r0", "r1"));

            for (int monitor = 0; monitor < 2; monitor++) {
                assertThat(fixture.heard.next(Input.Looked.class).result().outcome())
                        .isInstanceOf(Outcome.NotSent.class);
            }
        }
    }

    @Test
    void worksAgainAfterTheAgentWasStartedAgain() throws IOException {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.of(agent.port(), Duration.ofSeconds(1)).open()) {
            int port = agent.port();
            fixture.gateway.operate(fixture.start("r0", fixture.connected(), soon(fixture)));
            fixture.heard.next(Input.OperationEnded.class);
            agent.kill();
            fixture.heard.next(Input.BeatFailed.class);
            try (var next = FakeAgent.start(port)) {
                var instance = fixture.connected();
                assertThat(instance.value()).isEqualTo(next.instance);
                fixture.gateway.operate(fixture.start("r1", instance, soon(fixture)));
                assertThat(fixture.heard.next(Input.OperationEnded.class).result().outcome())
                        .isInstanceOf(Outcome.Ended.class);
            }
        }
    }

    private static Instant soon(Fixture fixture) {
        return fixture.clock.now().plus(Fixture.SOON);
    }
}
