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
    private static final String WAIT = "wait";
    private static final String DRY_RUN = "dry_run";
    private static final List<String> FLAGS = List.of("true", "false");

    /// Zero and not dry if nothing was said. A parameter of another name is refused: who asks for a
    /// dry run with a misspelt word must not get a wet one. Call it after the body was read: a form
    /// would be taken for parameters.
    static Terms of(HttpServletRequest request) {
        for (String name : request.getParameterMap().keySet()) {
            if (!name.equals(WAIT) && !name.equals(DRY_RUN)) {
                throw new MalformedException("there is no parameter '" + name + "' here");
            }
        }
        String[] wait = request.getParameterValues(WAIT);
        return new Terms(dry(request), wait == null ? Duration.ZERO : span(List.of(wait)));
    }

    /// For commands that end at once.
    static Terms atOnce(HttpServletRequest request) {
        Terms terms = of(request);
        if (!terms.patience().isZero()) {
            throw new MalformedException("this ends at once: there is nothing to wait for");
        }
        return terms;
    }

    /// For what only asks.
    static Duration patience(HttpServletRequest request) {
        Terms terms = of(request);
        if (terms.dryRun()) {
            throw new MalformedException("there is nothing to run here");
        }
        return terms.patience();
    }

    private static boolean dry(HttpServletRequest request) {
        String[] given = request.getParameterValues(DRY_RUN);
        if (given == null) {
            return false;
        }
        if (given.length > 1 || !FLAGS.contains(given[0])) {
            throw new MalformedException("dry_run is true or false");
        }
        return given[0].equals("true");
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
