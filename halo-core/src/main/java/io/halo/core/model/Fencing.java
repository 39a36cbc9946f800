package io.halo.core.model;

import java.time.Duration;

/// How fencing is tried and limited, for the whole cluster.
///
/// @param timeout bound on one attempt with one level, after which its programs are killed
/// @param attempts attempts on one level before the next level is tried
/// @param retryDelay pause after a failed attempt; grows when all levels have failed
/// @param checkInterval how often a device that has proven itself is asked again
/// @param maxAtOnce power-offs that may run at the same time
/// @param maxPerHour automatic power-offs an hour in a small cluster; in a large one a tenth of its
///   hosts
public record Fencing(
        Duration timeout,
        int attempts,
        Duration retryDelay,
        Duration checkInterval,
        int maxAtOnce,
        int maxPerHour) {
    public static final Fencing DEFAULT =
            new Fencing(
                    Duration.ofSeconds(60), 3, Duration.ofSeconds(5), Duration.ofMinutes(10), 2, 4);

    public Fencing {
        Checks.positive(timeout, "fencing timeout");
        Checks.positive(retryDelay, "fencing retry_delay");
        Checks.positive(checkInterval, "fencing check_interval");
        Checks.require(attempts >= 1, "fencing attempts must be at least 1");
        Checks.require(maxAtOnce >= 1, "fencing max_at_once must be at least 1");
        Checks.require(maxPerHour >= 1, "fencing max_per_hour must be at least 1");
    }
}
