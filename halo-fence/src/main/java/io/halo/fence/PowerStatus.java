package io.halo.fence;

import io.halo.process.ProcessTree;

/// What a device says about the power of its host at this moment. Whether it speaks of the right
/// host is for others to find out.
public sealed interface PowerStatus {
    FenceReport report();

    record On(FenceReport report) implements PowerStatus {}

    record Off(FenceReport report) implements PowerStatus {}

    /// Anything that is not clearly one of the two.
    record Unknown(String reason, FenceReport report) implements PowerStatus {}

    /// As [Unknown], and the program could not be killed. The device is not to be used until
    /// `program.isGone()`.
    record Abandoned(String reason, ProcessTree program, FenceReport report)
            implements PowerStatus {}
}
