package io.halo.core.model;

import java.util.Locale;

/// Where a group stands. Each group is in exactly one, the first that matches in this order (L10,
/// safety.md section 8).
public enum Phase {
    HELD,
    CONFLICT,
    UNMANAGED,
    BUSY,
    RESOLVING,
    STOP_FAILED,
    LEFTOVER,
    STOP_WANTED,
    MOVING,
    RUNNING,
    ERROR,
    HEALING,
    AWAIT_POWER,
    AWAIT_HOST,
    NO_TARGET,
    STARTING;

    /// The name as people read it: `AwaitPower`.
    public String title() {
        var title = new StringBuilder();
        for (String word : name().split("_")) {
            title.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return title.toString();
    }
}
