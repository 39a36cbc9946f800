package io.halo.core.view;

/// One line of the manager's log.
public record LogLine(Level level, String text) {
    /// For whom a line is.
    public enum Level {
        /// For who looks into one case.
        DEBUG,
        /// We act, or something moved.
        INFO,
        /// Degraded; the line says what the operator can do.
        WARNING,
        /// Somebody must act.
        ERROR
    }
}
