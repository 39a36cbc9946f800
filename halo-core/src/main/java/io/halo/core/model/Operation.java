package io.halo.core.model;

import java.time.Instant;

/// A start or stop that was sent to a host and is not resolved (L9).
///
/// @param deadline when its answer is overdue: then its outcome counts as unknown
public record Operation(
        OperationId id,
        GroupId group,
        Kind kind,
        long sequence,
        long sentStep,
        Instant sentAt,
        Instant deadline,
        State state) {

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
        record Unknown(String why, long sinceStep) implements State {}
    }
}
