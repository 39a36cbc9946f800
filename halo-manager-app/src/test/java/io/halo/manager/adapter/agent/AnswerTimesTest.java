package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.WorldFold;
import io.halo.core.model.Operation;
import io.halo.process.ProgramSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who waits for whom, from a script to the core: each must wait longer than the one before, or an
/// operation is taken for lost that the other is about to tell of.
class AnswerTimesTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /// An operation may wait so long in the gateway for a connection (contract: `notAfter`).
    private static final Duration NOT_AFTER = Duration.ofSeconds(2);

    @Test
    void anAgentSaysThatAScriptIsStuckBeforeTheGatewayGivesUp() {
        assertThat(ProgramSpec.LONGEST_ENDING.plusSeconds(2))
                .isLessThan(Operation.ANSWER_AFTER_TIMEOUT);
        assertThat(Operations.answerWithin(TIMEOUT))
                .isEqualTo(
                        Operation.START_WITHIN.plus(TIMEOUT).plus(Operation.ANSWER_AFTER_TIMEOUT));
    }

    @Test
    void theGatewayGivesUpBeforeTheCoreTakesTheOperationForLost() {
        Duration deadline = Operation.START_WITHIN.plus(TIMEOUT).plus(NOT_AFTER);
        assertThat(NOT_AFTER.plus(Operations.answerWithin(TIMEOUT)).plusSeconds(2))
                .isLessThan(deadline.plus(WorldFold.OVERDUE));
    }

    /// A look has no time to begin in: it runs or is busy. It may wait as long for a connection.
    @Test
    void theSameHoldsForALook() {
        Duration deadline = TIMEOUT.plus(NOT_AFTER);
        assertThat(Operation.START_WITHIN.plus(Operations.answerWithin(TIMEOUT)).plusSeconds(2))
                .isLessThan(deadline.plus(WorldFold.OVERDUE));
    }

    @Test
    void agentsRunScriptsWithTheGraceThatThisCountsOn() {
        assertThat(ProgramSpec.of(List.of("true"), Map.of(), TIMEOUT).grace())
                .isEqualTo(ProgramSpec.DEFAULT_GRACE);
    }
}
