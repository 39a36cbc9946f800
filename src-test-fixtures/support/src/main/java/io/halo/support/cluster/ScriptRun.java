package io.halo.support.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A line of `times.log`: an operation of a simulated resource ended.
///
/// @param stateFile of the resource, as in [ResourcePlan]
public record ScriptRun(
        Instant begin, Instant end, String host, String stateFile, String operation, int exit) {
    static Optional<ScriptRun> parse(String line) {
        String[] words = line.split(" ", 5);
        if (words.length < 5) {
            return Optional.empty();
        }
        String[] rest = words[4].split(" ", 2);
        int last = rest[1].lastIndexOf(' ');
        return Optional.of(
                new ScriptRun(
                        nanoseconds(words[0]),
                        nanoseconds(words[1]),
                        words[2],
                        words[3] + "." + rest[1].substring(0, last),
                        rest[0],
                        Integer.parseInt(rest[1].substring(last + 1))));
    }

    public Duration took() {
        return Duration.between(begin, end);
    }

    static Instant nanoseconds(String digits) {
        return Instant.EPOCH.plusNanos(Long.parseLong(digits));
    }
}
