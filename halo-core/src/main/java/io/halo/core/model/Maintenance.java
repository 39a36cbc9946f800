package io.halo.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A time in which people work on a part of the cluster: its groups are unmanaged. Ends by command
/// only; its end time is a reminder.
///
/// @param id the host or group; the cluster's name for the cluster
/// @param until when it was to be over, or null
/// @param over whether that time has passed and was told
public record Maintenance(
        Scope scope, String id, @Nullable Instant until, boolean over, Admin.Note note) {

    public Maintenance overdue() {
        return new Maintenance(scope, id, until, true, note);
    }

    /// Whether it is the same scope, whatever its end.
    public boolean sameScope(@Nullable Maintenance other) {
        return other != null && scope == other.scope && id.equals(other.id);
    }

    /// What is worked on.
    public enum Scope {
        CLUSTER,
        HOST,
        GROUP
    }
}
