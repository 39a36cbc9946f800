package io.halo.core.model;

import java.time.Duration;

/// How long the scripts of a resource may take, counted from their spawn.
public record Timeouts(Duration start, Duration stop, Duration monitor) {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(30));

    public Timeouts {
        Checks.positive(start, "start timeout");
        Checks.positive(stop, "stop timeout");
        Checks.positive(monitor, "monitor timeout");
    }
}
