package io.halo.core.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that happened, for the history. The state store adds number and time.
///
/// @param actor who caused it: `manager`, or a user
/// @param incident ties a detection, its fence and the starts that follow together; empty if none
public record Event(Kind kind, String object, String actor, String comment, String incident) {
    /// What HALO did by itself.
    public static final String MANAGER = "manager";

    public static Event of(Kind kind, Object object, String comment) {
        return new Event(kind, object.toString(), MANAGER, comment, "");
    }

    /// The same event as part of that incident, if there is one.
    public Event in(@Nullable String newIncident) {
        return newIncident == null ? this : new Event(kind, object, actor, comment, newIncident);
    }

    /// The kinds of contract section 6.
    public enum Kind {
        MANAGE,
        UNMANAGE,
        START,
        STOP,
        RESTART,
        MOVE,
        ACTIVATE,
        DEACTIVATE,
        FAILBACK,
        FENCE,
        FENCE_FAILED,
        CONFIRM_OFF,
        RESET,
        CLEANUP,
        MAINTENANCE,
        CLEAR,
        CONNECTED,
        DISCONNECTED,
        CONFLICT,
        FAILURE,
        RECOVERED,
        POLICY,
        REFUSED,
        MANAGER_STARTED,
        MANAGER_STOPPED;

        /// The name in HTTP, console and metrics: `fence_failed`.
        public String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
