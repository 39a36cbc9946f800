package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.halo.agent.v1.Answer;
import io.halo.agent.v1.Busy;
import io.halo.agent.v1.Ended;
import io.halo.agent.v1.ExecuteRequest;
import io.halo.agent.v1.NotRun;
import io.halo.core.model.ResourceId;
import io.halo.engine.ScriptChecks.Check;
import io.halo.engine.ScriptChecks.Result;
import io.halo.manager.support.FakeAgent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ScriptChecksTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(ended(0, ""), Result.FINE, ""),
                Arguments.of(ended(6, "no such pool"), Result.OBJECTS, "no such pool"),
                Arguments.of(ended(2, ""), Result.OBJECTS, "exit status 2"),
                Arguments.of(ended(3, ""), Result.UNABLE, ""),
                Arguments.of(
                        (UnaryOperator<Answer.Builder>)
                                it -> it.setNotRun(NotRun.newBuilder().setText("not there")),
                        Result.MISSING,
                        "not there"),
                Arguments.of(
                        (UnaryOperator<Answer.Builder>)
                                it -> it.setBusy(Busy.newBuilder().setText("busy")),
                        Result.UNANSWERED,
                        "busy"));
    }

    private static UnaryOperator<Answer.Builder> ended(int status, String words) {
        return it -> it.setEnded(Ended.newBuilder().setExitStatus(status).setExitReason(words));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatTheScriptSays(UnaryOperator<Answer.Builder> answer, Result result, String text)
            throws Exception {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.withGroup(agent.port(), LONG)) {
            agent.validate = answer;
            assertThat(fixture.gateway.check(LONG).orElseThrow())
                    .containsExactly(
                            new Check(Fixture.HOST, id("r0"), "heartbeat/ZFS", result, text));
        }
    }

    /// It is asked with the parameters of the resource, and under a name of its own: no start has
    /// to wait for it.
    @Test
    void itIsAskedAsideOfTheResource() throws Exception {
        try (var agent = FakeAgent.start();
                var fixture = Fixture.withGroup(agent.port(), LONG)) {
            var _ = fixture.gateway.check(LONG);
            ExecuteRequest request = agent.asked.element();
            assertThat(request.getManager().getEpoch()).isZero();
            assertThat(request.getOperation().getResource().getKind()).isEqualTo("heartbeat/ZFS");
            assertThat(request.getOperation().getResource().getId()).startsWith("validate-all ");
            assertThat(request.getOperation().getParametersList())
                    .extracting(it -> it.getName() + "=" + it.getValue())
                    .containsExactly("pool=r0");
        }
    }

    @Test
    void nobodyIsThereToAnswer() throws Exception {
        int port;
        try (var agent = FakeAgent.start()) {
            port = agent.port();
        }
        try (var fixture = Fixture.withGroup(port, LONG)) {
            assertThat(fixture.gateway.check(LONG).orElseThrow())
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.result()).isEqualTo(Result.UNANSWERED);
                        assertThat(check.text()).isNotEmpty();
                    });
        }
    }

    /// Its answer never comes; who asks as well meanwhile is sent away.
    @Test
    void nobodyWaitsForEver() throws Exception {
        var asked = new CountDownLatch(1);
        var hold = new CountDownLatch(1);
        try (var agent = FakeAgent.start();
                var fixture = Fixture.withGroup(agent.port(), LONG)) {
            agent.validate =
                    it -> {
                        asked.countDown();
                        held(hold);
                        return it;
                    };
            var first = CompletableFuture.supplyAsync(() -> check(fixture, Duration.ofSeconds(2)));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(check(fixture, LONG)).isEmpty();
            assertThat(first.get(20, TimeUnit.SECONDS).orElseThrow())
                    .extracting(Check::result, Check::text)
                    .containsExactly(tuple(Result.UNANSWERED, "not within 2 s"));
            hold.countDown();
        }
    }

    private static Optional<List<Check>> check(Fixture fixture, Duration patience) {
        try {
            return fixture.gateway.check(patience);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void held(CountDownLatch hold) {
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ResourceId id(String name) {
        return new ResourceId(name);
    }
}
