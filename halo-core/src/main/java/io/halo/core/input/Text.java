package io.halo.core.input;

import java.time.Duration;

/// Words for people.
public final class Text {
    private static final String QUIET = "no answer for ";

    private Text() {}

    /// A span as people say it: `12 s`, `340 ms`, `2 min`.
    public static String span(Duration span) {
        long millis = span.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return millis % 1000 < 100
                    ? millis / 1000 + " s"
                    : millis / 1000 + "." + millis % 1000 / 100 + " s";
        }
        return millis / 60_000 + " min";
    }

    /// Why a host is taken for lost where no error tells it.
    public static String quiet(Duration span) {
        return QUIET + span(span);
    }

    /// Whether that is all that is known.
    public static boolean isQuiet(String why) {
        return why.startsWith(QUIET);
    }
}
