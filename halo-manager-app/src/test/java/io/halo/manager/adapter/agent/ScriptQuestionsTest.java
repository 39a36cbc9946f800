package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.agent.v1.ExecuteRequest;
import io.halo.core.input.Input;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Timeouts;
import io.halo.manager.support.FakeAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScriptQuestionsTest {
    private static final Duration DEAD_AFTER = Duration.ofSeconds(10);
    private static final String ZFS =
            "<resource-agent><parameter name='pol'/>"
                    + "<action name='start' timeout='6m'/><action name='monitor' timeout='20s'/></resource-agent>";

    @Test
    void whatAScriptSaysIsTakenIn() throws Exception {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.withGroup(agent.port(), DEAD_AFTER)) {
            agent.metaData = ZFS;
            fixture.open();

            Input.ScriptAdvised advised = fixture.heard.next(Input.ScriptAdvised.class);
            assertThat(advised.kind()).isEqualTo("heartbeat/ZFS");
            assertThat(advised.timeouts())
                    .isEqualTo(
                            Map.of(
                                    Timeouts.Op.START,
                                    Duration.ofMinutes(6),
                                    Timeouts.Op.MONITOR,
                                    Duration.ofSeconds(20)));
            assertThat(advice(fixture))
                    .isEqualTo(
                            Map.of(
                                    new ResourceId("r0"),
                                    List.of(
                                            "heartbeat/ZFS does not know the parameter 'pool'; did you mean 'pol'?")));
            ExecuteRequest request = agent.asked.element();
            assertThat(request.getManager().getEpoch()).isZero();
            assertThat(request.getOperation().getResource().getKind()).isEqualTo("heartbeat/ZFS");
        }
    }

    /// A package may have been upgraded meanwhile. What asks for no more time is told to nobody.
    @Test
    void eachProcessOfTheAgentIsAskedAgain() throws Exception {
        try (var fixture = new Restarting()) {
            assertThat(advice(fixture.fixture)).isEmpty();
            fixture.restart();
            assertThat(advice(fixture.fixture)).hasSize(1);
            assertThat(fixture.agent.asked).hasSize(1);
            assertThat(fixture.fixture.heard.next(Input.ScriptAdvised.class).timeouts())
                    .containsKey(Timeouts.Op.START);
            fixture.restart();
            assertThat(advice(fixture.fixture)).hasSize(1);
            assertThat(fixture.fixture.heard.drain())
                    .noneMatch(Input.ScriptAdvised.class::isInstance);
        }
    }

    /// That passes; nobody waits an hour for it.
    @Test
    void whileAnotherOperationRunsItIsAskedOnceMore() throws Exception {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.withGroup(agent.port(), Duration.ofSeconds(1))) {
            agent.metaData = ZFS;
            agent.busy.set(2);
            fixture.open();
            assertThat(advice(fixture)).hasSize(1);
            assertThat(agent.asked).hasSize(3);
        }
    }

    private static final class Restarting implements AutoCloseable {
        FakeAgent agent = FakeAgent.start();
        final Fixture fixture = Fixture.withGroup(agent.port(), DEAD_AFTER).open();

        Restarting() throws IOException {}

        void restart() throws IOException {
            int port = agent.port();
            agent.close();
            agent = FakeAgent.start(port);
            agent.metaData = ZFS;
        }

        @Override
        public void close() {
            fixture.close();
            agent.close();
        }
    }

    private static SequencedMap<ResourceId, List<String>> advice(Fixture fixture)
            throws InterruptedException {
        var advice = fixture.advice.poll(20, TimeUnit.SECONDS);
        assertThat(advice).as("advice").isNotNull();
        return advice;
    }
}
