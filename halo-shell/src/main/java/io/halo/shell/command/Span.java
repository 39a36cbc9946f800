package io.halo.shell.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as operators write them: `30s`, `5m`, `2h`, `3d`.
final class Span {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    private Span() {}

    /// Empty if it is none.
    static Optional<Duration> of(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(span.group(1));
        return Optional.of(
                switch (span.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /// A time, or a span from now on.
    static Optional<Instant> end(String text) {
        Optional<Duration> span = of(text);
        if (span.isPresent()) {
            return Optional.of(Instant.now().plus(span.get()));
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
