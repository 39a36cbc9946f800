package io.halo.core.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evidence while it is gathered.
final class EvidenceList {
    private final Instant now;
    private final List<Explanation.Evidence> lines = new ArrayList<>();

    EvidenceList(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    void add(Object about, String text) {
        lines.add(new Explanation.Evidence(about.toString(), text, null));
    }

    /// @param at when it was learned, or null
    void add(Object about, String text, @Nullable Instant at) {
        Long age = at == null ? null : Math.max(0, Duration.between(at, now).toMillis());
        lines.add(new Explanation.Evidence(about.toString(), text, age));
    }

    List<Explanation.Evidence> lines() {
        return lines;
    }
}
