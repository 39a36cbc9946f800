package io.halo.fence;

import io.halo.process.ProcessTree;

/// How one attempt to switch a host off, or on, ended.
public sealed interface FenceAttempt {
    FenceReport report();

    /// Asked after the program had ended, the device says that the host is in the wanted state.
    /// Nothing else confirms.
    record Confirmed(FenceReport report) implements FenceAttempt {}

    /// The host is not in the wanted state, or the program never ran. Nothing is under way.
    record Failed(String reason, FenceReport report) implements FenceAttempt {}

    /// Nobody knows: the device does not say, or the program was killed or crashed and may have
    /// sent something that still takes effect.
    record Unknown(String reason, FenceReport report) implements FenceAttempt {}

    /// As [Unknown], and the program could not be killed. The device is not to be used until
    /// `program.isGone()`.
    record Abandoned(String reason, ProcessTree program, FenceReport report)
            implements FenceAttempt {}
}
