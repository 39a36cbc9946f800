package io.halo.process;

import java.util.Optional;

/// One process of one boot of one machine: a pid alone is used again.
///
/// @param startTime field 22 of `/proc/PID/stat`: clock ticks since the boot
/// @param bootId `/proc/sys/kernel/random/boot_id`
public record ProcessIdentity(long pid, long startTime, String bootId) {

    /// Stands in for the start time of a process that had ended before it could be asked.
    static final long NEVER_SEEN = -1;

    /// The process that has this pid now; empty if there is none. A zombie still has its pid.
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcTable.SYSTEM.entry(pid).map(entry -> ProcTable.SYSTEM.identity(entry));
    }

    /// Whether this very process still runs. A zombie does not.
    public boolean isAlive() {
        return ProcTable.SYSTEM.isAlive(this);
    }
}
