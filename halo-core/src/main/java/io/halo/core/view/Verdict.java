package io.halo.core.view;

/// The cluster in one word and one line.
///
/// @param text such as `4 resources running, 2 of them failed over; 1 of 2 hosts disconnected`
/// @param exitCode of `status --exit-code`: 0, 1 degraded, 2 critical
public record Verdict(Level level, String text, int exitCode) {

    /// From bad to good; the first that matches is shown.
    public enum Level {
        /// The manager only looks; what it would say stands in the text.
        OBSERVE,
        CRITICAL,
        DEGRADED,
        /// As degraded, but everything that is not as it should be is under maintenance.
        MAINTENANCE,
        OK
    }
}
