package io.halo.core.model;

import java.time.Duration;
import java.time.Instant;

/// A start or stop that was sent to a host and is not resolved (L9).
///
/// @param deadline when its script reaches its timeout at the latest. The agent's answer may come
///   [#ANSWER_AFTER_TIMEOUT] later; when even that is over, the outcome counts as unknown
public record Operation(
        OperationId id,
        GroupId group,
        Kind kind,
        long sequence,
        long sentStep,
        Instant sentAt,
        Instant deadline,
        State state) {
    /// A start or stop may wait so long at the agent for a running monitor of its resource; then it
    /// never ran.
    public static final Duration START_WITHIN = Duration.ofSeconds(2);

    /// So much later than its script's timeout an agent may still answer: TERM, 5 s, KILL, 10 s
    /// until it calls the script stuck, and the rest for a busy server and the way. Longer than
    /// `ProgramSpec.LONGEST_ENDING`, by which agents keep it.
    public static final Duration ANSWER_AFTER_TIMEOUT = Duration.ofSeconds(20);

    public boolean inFlight() {
        return state instanceof State.InFlight;
    }

    public Operation withState(State next) {
        return new Operation(id, group, kind, sequence, sentStep, sentAt, deadline, next);
    }

    public enum Kind {
        START,
        STOP
    }

    public sealed interface State {
        /// Sent; no answer yet.
        record InFlight() implements State {}

        /// May or may not have happened.
        ///
        /// @param sinceStep a look sent in or after this step tells more
        /// @param orphan its agent died and kept no note of it: the script may run still, and no
        ///   stop ends it; only that it is seen running, a new boot or a power-off tell
        record Unknown(String why, long sinceStep, boolean orphan) implements State {
            public Unknown(String why, long sinceStep) {
                this(why, sinceStep, false);
            }
        }
    }
}
