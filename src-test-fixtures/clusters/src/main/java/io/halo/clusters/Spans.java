package io.halo.clusters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Stretches of time, which may overlap.
final class Spans {
    private final List<Span> spans = new ArrayList<>();

    private record Span(Instant begin, Instant end) {}

    void add(Instant begin, Instant end) {
        spans.add(new Span(begin, end));
    }

    /// How long at least one of them lasted.
    Duration covered() {
        Duration covered = Duration.ZERO;
        Instant until = Instant.MIN;
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::begin)).toList()) {
            Instant from = span.begin().isAfter(until) ? span.begin() : until;
            if (span.end().isAfter(from)) {
                covered = covered.plus(Duration.between(from, span.end()));
                until = span.end();
            }
        }
        return covered;
    }
}
