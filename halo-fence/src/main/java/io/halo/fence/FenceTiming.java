package io.halo.fence;

import java.time.Duration;

/// How long is waited within an attempt.
///
/// @param firstPause after the first question for the status; doubled each time
/// @param longestPause between two questions
/// @param confirmation from the good end of the program to the status that confirms it: a BMC takes
///   seconds to switch
/// @param forStatus what is kept of the timeout for the status when the program itself takes too
///   long: 15 s, for a BMC that is slow to answer, but never more than a quarter of all
/// @param grace from TERM to KILL; a fence program has nothing to tidy up
record FenceTiming(
        Duration firstPause,
        Duration longestPause,
        Duration confirmation,
        Duration forStatus,
        Duration grace) {
    static final FenceTiming NORMAL =
            new FenceTiming(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(1));

    private static final int STATUS_SHARE = 4;

    Duration forStatusOf(Duration timeout) {
        return shorter(timeout.dividedBy(STATUS_SHARE), forStatus);
    }

    Duration nextPause(Duration pause) {
        return shorter(pause.multipliedBy(2), longestPause);
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
