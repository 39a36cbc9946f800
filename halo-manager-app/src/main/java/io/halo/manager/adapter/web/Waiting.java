package io.halo.manager.adapter.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `?wait=30s`.
final class Waiting {
    /// As a configuration writes spans; longer than a client waits, and no overflow.
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private static final Duration MAX = Duration.ofMinutes(10);
    private static final String PARAMETER = "wait";

    private Waiting() {}

    /// How long the answer may take; zero if nothing was said. A parameter of another name is
    /// refused: who asks for a dry run must not get a wet one. Call it after the body was read: a
    /// form would be taken for parameters.
    static Duration of(HttpServletRequest request) {
        for (String name : request.getParameterMap().keySet()) {
            if (!name.equals(PARAMETER)) {
                throw new MalformedException("there is no parameter '" + name + "' here");
            }
        }
        String[] given = request.getParameterValues(PARAMETER);
        return given == null ? Duration.ZERO : span(List.of(given));
    }

    /// For commands that end at once.
    static void none(HttpServletRequest request) {
        if (!of(request).isZero()) {
            throw new MalformedException("this ends at once: there is nothing to wait for");
        }
    }

    private static Duration span(List<String> given) {
        Matcher matcher = SPAN.matcher(given.getFirst());
        if (given.size() > 1 || !matcher.matches()) {
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
