package io.halo.core.model;

/// How bad a finding is.
public enum Severity {
    /// Worth showing to who asks.
    INFO,
    /// Degraded; the text says what the operator can do.
    WARNING,
    /// Somebody must act.
    CRITICAL
}
