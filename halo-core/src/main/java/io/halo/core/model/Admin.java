package io.halo.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the operator wants of a host.
public sealed interface Admin {
    /// May receive groups.
    record Active() implements Admin {}

    /// Deactivated: receives nothing (L6).
    ///
    /// @param forced whether groups that no other host can take are stopped here
    record Inactive(Note note, boolean forced) implements Admin {
        public Inactive(Note note) {
            this(note, false);
        }
    }

    /// In maintenance: receives nothing, is never fenced by itself; ends by command only.
    ///
    /// @param inactive whether it was deactivated before, and will be again
    /// @param over whether its end time has passed and was told
    record Maintenance(@Nullable Instant until, Note note, boolean inactive, boolean over)
            implements Admin {
        public Maintenance(@Nullable Instant until, Note note) {
            this(until, note, false, false);
        }
    }

    /// Who said it, why, and when.
    record Note(String by, String why, Instant at) {
        /// `root: new disks`
        public String words() {
            return by + (why.isEmpty() ? "" : ": " + why);
        }
    }
}
