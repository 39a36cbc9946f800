package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads durations such as `500ms`, `10s`, `5m`, `2h`.
final class Durations {
    /// Far above anything useful; keeps sums of durations far from overflow.
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");

    private Durations() {}

    static Optional<Duration> read(Text text, String key, Problems problems) {
        Matcher form = FORM.matcher(text.text());
        if (!form.matches()) {
            problems.error(text.at(), key + ": " + complaint(text.text()));
            return Optional.empty();
        }
        Duration duration = of(Long.parseLong(form.group(1)), form.group(2));
        if (duration.isZero()) {
            problems.error(text.at(), key + ": must be longer than " + quote(text.text()));
            return Optional.empty();
        }
        if (duration.compareTo(LONGEST) > 0) {
            problems.error(text.at(), key + ": " + quote(text.text()) + " is longer than a year");
            return Optional.empty();
        }
        return Optional.of(duration);
    }

    /// As the operator would write it.
    static String show(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static String complaint(String text) {
        if (NUMBER.matcher(text).matches()) {
            return "a bare number is not a duration: write "
                    + quote(text + "s")
                    + " for seconds, or use ms, m, h";
        }
        return quote(text) + " is not a duration such as 500ms, 10s, 5m, 2h";
    }
}
