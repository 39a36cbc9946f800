package io.halo.manager.adapter.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a command is meant: `?wait=30s`, `?dry_run=true`.
///
/// @param dryRun nothing is done: the answer is what would be
/// @param patience how long the answer may take
record Terms(boolean dryRun, Duration patience) {
    /// As a configuration writes spans; longer than a client waits, and no overflow.
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private static final Duration MAX = Duration.ofMinutes(10);
    private static final List<String> FLAGS = List.of("true", "false");

    /// Zero and not dry if nothing was said. A route that does not take one of them has refused it
    /// by then.
    static Terms of(HttpServletRequest request) {
        return new Terms(dry(request), patience(request));
    }

    /// For what only asks.
    static Duration patience(HttpServletRequest request) {
        String wait = request.getParameter(Query.WAIT);
        return wait == null ? Duration.ZERO : span(wait);
    }

    private static boolean dry(HttpServletRequest request) {
        String given = request.getParameter(Query.DRY_RUN);
        if (given == null) {
            return false;
        }
        if (!FLAGS.contains(given)) {
            throw new MalformedException("dry_run is true or false");
        }
        return given.equals("true");
    }

    private static Duration span(String given) {
        Matcher matcher = SPAN.matcher(given);
        if (!matcher.matches()) {
            throw new MalformedException("wait is a span such as 500ms, 30s or 5m");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration span =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case String _ -> Duration.ofHours(number);
                };
        if (span.compareTo(MAX) > 0) {
            throw new MalformedException("wait may be 10m at most");
        }
        return span;
    }
}
