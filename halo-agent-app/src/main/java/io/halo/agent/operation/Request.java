package io.halo.agent.operation;

import java.time.Duration;

/// An operation, who asks for it, and of whom.
///
/// @param agent the agent process that it is meant for; empty: any
/// @param receivedAt `System.nanoTime()` when it came in
public record Request(Claim claim, String agent, Operation operation, long receivedAt) {

    Rank rank() {
        return new Rank(claim.epoch(), operation.sequence());
    }

    /// How much of `startWithin` is left.
    Duration restToStart() {
        return operation.startWithin().minusNanos(System.nanoTime() - receivedAt);
    }
}
