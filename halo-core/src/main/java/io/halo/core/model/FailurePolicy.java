package io.halo.core.model;

import java.time.Duration;

/// What a group does when its resources fail.
///
/// @param startAttempts failures within `window` on one host after which the host is no target any
///   more
/// @param window how long a failure counts
/// @param backoffFirst pause after the first failure; doubles with each further one
/// @param backoffMax longest pause
public record FailurePolicy(
        int startAttempts,
        Duration window,
        Duration backoffFirst,
        Duration backoffMax,
        OnStartFailure onStartFailure,
        OnStopFailure onStopFailure,
        Failback failback) {
    public static final FailurePolicy DEFAULT =
            new FailurePolicy(
                    3,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    OnStartFailure.MOVE,
                    OnStopFailure.BLOCK,
                    Failback.MANUAL);

    public FailurePolicy {
        Checks.require(startAttempts >= 1, "start_attempts must be at least 1");
        Checks.positive(window, "window");
        Checks.positive(backoffFirst, "backoff_first");
        Checks.require(
                backoffMax.compareTo(backoffFirst) >= 0,
                "backoff_max must not be shorter than backoff_first");
    }

    /// The pause after that many failures in a row.
    public Duration backoff(int failures) {
        Duration pause = backoffFirst;
        for (int i = 1; i < failures && pause.compareTo(backoffMax) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(backoffMax) < 0 ? pause : backoffMax;
    }

    /// What happens after the last allowed start attempt on a host.
    public enum OnStartFailure {
        MOVE,
        STAY
    }

    /// What happens when a stop fails.
    public enum OnStopFailure {
        BLOCK,
        FENCE
    }

    /// Whether a group goes home by itself.
    public enum Failback {
        MANUAL,
        AUTO
    }
}
