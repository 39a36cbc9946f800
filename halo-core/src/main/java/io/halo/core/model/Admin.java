package io.halo.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the operator wants of a host.
public sealed interface Admin {
    /// May receive groups.
    record Active() implements Admin {}

    /// Deactivated: receives nothing (L6).
    record Inactive(Note note) implements Admin {}

    /// In maintenance: receives nothing, is never fenced by itself; ends by command only.
    record Maintenance(@Nullable Instant until, Note note) implements Admin {}

    /// Who said it, why, and when.
    record Note(String by, String why, Instant at) {}
}
