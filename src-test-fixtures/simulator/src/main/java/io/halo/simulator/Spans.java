package io.halo.simulator;

import java.time.Duration;
import java.util.Locale;

/// Spans of virtual time in words.
final class Spans {
    private Spans() {}

    /// Seconds with milliseconds: `12.345`.
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%8.3f", nanos / 1e9);
    }

    /// As a scenario file says it: `1500ms`.
    static String words(long nanos) {
        return Math.max(1, nanos / Timeline.MS) + "ms";
    }

    static Duration of(long nanos) {
        return Duration.ofNanos(nanos);
    }
}
