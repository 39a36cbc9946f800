package io.halo.core.model;

import java.time.Instant;
import java.util.SortedSet;

/// What is known of a host's power, from its fence device or an operator. Never restored from disk,
/// only asked again (L2).
public sealed interface Power {
    /// Not asked in this manager's life, or no device.
    record Unasked() implements Power {}

    /// The latest answer was *on*.
    record On(Instant at) implements Power {}

    /// The latest answer was *off*; evidence only as `PowerOff` says (safety.md section 2).
    ///
    /// @param askedAt when the question was asked, after every `off` or `on` of ours had ended
    /// @param by who says so
    /// @param bystanders hosts of the set that were connected when `off` was sent and have not been
    ///   heard since (T2)
    record Off(Instant askedAt, Witness by, SortedSet<HostId> bystanders) implements Power {
        public Off {
            bystanders = Checks.sorted(bystanders);
        }
    }

    /// The latest question had no usable answer, or the evidence has ended.
    record Unknown(Instant at, String why) implements Power {}

    /// Who says that a host is off.
    enum Witness {
        DEVICE,
        OPERATOR
    }
}
