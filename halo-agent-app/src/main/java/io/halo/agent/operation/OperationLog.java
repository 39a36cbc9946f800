package io.halo.agent.operation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log of starts and stops, and of what took too long; of the rest only if it is asked
/// to.
final class OperationLog {
    private static final Logger LOG = LoggerFactory.getLogger(OperationLog.class);

    private OperationLog() {}

    static void tell(Operation operation, Outcome outcome) {
        if (operation.call().op().changes()) {
            LOG.info("{}: {}", operation, text(outcome));
        } else if (outcome instanceof Outcome.TimedOut) {
            LOG.warn("{}: {}", operation, text(outcome));
        } else {
            LOG.debug("{}: {}", operation, text(outcome));
        }
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended ended ->
                    "ended %d after %d ms %s"
                            .formatted(
                                    ended.status(), ended.ran().toMillis(), ended.words().reason());
            case Outcome.TimedOut timedOut -> timedOut.text() + " " + timedOut.words().reason();
            case Outcome.NotRun notRun -> "not run: " + notRun.text();
            case Outcome.Busy busy -> "busy: " + busy.text();
            case Outcome.Refused refused -> "refused: " + refused.text();
        };
    }
}
