package io.halo.agent.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Parameter;
import io.halo.agent.v1.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the agent does not even look at twice (D6).
class BadRequestTest {
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
        client.close();
        agent.close();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                kind("../../../bin/sh"),
                kind("/bin/sh"),
                kind("test/../test/Shell"),
                kind("test/./Shell"),
                kind("test//Shell"),
                kind("test/Shell\0"),
                kind("test/Shell\n"),
                kind("test/Shell;id"),
                kind("-test/Shell"),
                kind(".hidden/Shell"),
                kind(""),
                kind("a/b/c/d/e"),
                kind("x".repeat(256)),
                parameter("a=b", ""),
                parameter("a\nb", ""),
                parameter("", ""),
                parameter("1a", ""),
                parameter("a-b", ""),
                parameter("ä", ""),
                parameter("x".repeat(129), ""),
                parameter("do", "twice"),
                parameter("nul", "a\0b"),
                parameter("long", "x".repeat(65_537)),
                parameter("long", "ä".repeat(32_769)),
                bad(
                        "too much together",
                        operation -> {
                            for (int i = 0; i < 5; i++) {
                                operation.addParameters(
                                        Parameter.newBuilder()
                                                .setName("p" + i)
                                                .setValue("x".repeat(60_000)));
                            }
                        }),
                bad("no resource", operation -> operation.getResourceBuilder().setId("")),
                bad(
                        "resource with newline",
                        operation -> operation.getResourceBuilder().setId("a\nb")),
                bad(
                        "resource with backslash",
                        operation -> operation.getResourceBuilder().setId("a\\b")),
                bad(
                        "long resource",
                        operation -> operation.getResourceBuilder().setId("x".repeat(256))),
                bad("no op", Operation.Builder::clearOp),
                bad("unknown op", operation -> operation.setOpValue(77)),
                bad("no sequence", Operation.Builder::clearSequence),
                bad("negative sequence", operation -> operation.setSequence(-1)),
                bad("no timeout", Operation.Builder::clearTimeoutMillis),
                bad("negative timeout", operation -> operation.setTimeoutMillis(-1)),
                bad("endless timeout", operation -> operation.setTimeoutMillis(Long.MAX_VALUE)),
                bad("negative interval", operation -> operation.setIntervalMillis(-1)),
                bad("negative start_within", operation -> operation.setStartWithinMillis(-1)),
                bad("long start_within", operation -> operation.setStartWithinMillis(10_001)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void is_refused(String what, Consumer<Operation.Builder> change) {
        var operation = client.operation(Op.OP_MONITOR, "r", "exit 0");
        change.accept(operation);
        var failure =
                catchThrowableOfType(StatusRuntimeException.class, () -> client.execute(operation));
        assertThat(failure).as(what).isNotNull();
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(failure.getStatus().getDescription()).isNotBlank();
        var good = client.operation(Op.OP_MONITOR, "good", "exit 0");
        var answers = client.observe(List.of(operation.build(), good.build()));
        while (answers.hasNext()) {
            var answer = answers.next();
            boolean isGood = answer.getOperationId().equals(good.getId());
            assertThat(isGood ? answer.hasEnded() : isBad(answer.getRefused())).isTrue();
        }
        assertThat(scripts.calls()).isEqualTo("monitor good\n");
    }

    @Test
    void operations_that_cannot_be_told_apart_fail_the_whole_call() {
        var one = client.operation(Op.OP_MONITOR, "r", "exit 0").build();
        var nameless = one.toBuilder().setId("").build();
        for (var monitors : List.of(List.of(one, one), List.of(one, nameless))) {
            var failure =
                    catchThrowableOfType(
                            StatusRuntimeException.class, () -> client.observe(monitors).hasNext());
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
        assertThat(scripts.calls()).isEmpty();
    }

    @Test
    void managers_without_a_name_or_with_a_negative_epoch_are_none() {
        for (Runnable call :
                List.<Runnable>of(
                        () -> client.heartbeat(1, ""),
                        () -> client.heartbeat(-1, "m"),
                        () -> client.heartbeat(1, "a b"),
                        () -> client.as(1, "a\n").execute(Op.OP_MONITOR, "r", ""))) {
            var failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    private static boolean isBad(Refused refused) {
        return refused.getReason() == Refused.Reason.REASON_BAD_REQUEST
                && !refused.getText().isBlank();
    }

    private static Arguments kind(String kind) {
        String shown =
                kind.length() > 40
                        ? kind.length() + " characters"
                        : kind.replace("\0", "NUL").replace("\n", "LF");
        return bad("kind " + shown, operation -> operation.getResourceBuilder().setKind(kind));
    }

    private static Arguments parameter(String name, String value) {
        String shown = name.replace("\n", "LF");
        return bad(
                "parameter "
                        + shown.substring(0, Math.min(shown.length(), 20))
                        + " of "
                        + value.length(),
                operation ->
                        operation.addParameters(
                                Parameter.newBuilder().setName(name).setValue(value)));
    }

    private static Arguments bad(String what, Consumer<Operation.Builder> change) {
        return Arguments.of(what, change);
    }
}
