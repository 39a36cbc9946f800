package io.halo.core.model;

import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// How long the scripts of a resource may take, counted from their spawn.
///
/// @param firm those that the file gives for this very resource: no advice changes them
public record Timeouts(Duration start, Duration stop, Duration monitor, SortedSet<Op> firm) {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(30));

    public Timeouts {
        Checks.positive(start, "start timeout");
        Checks.positive(stop, "stop timeout");
        Checks.positive(monitor, "monitor timeout");
        firm = Checks.sorted(firm);
    }

    /// Timeouts that give way to advice.
    public Timeouts(Duration start, Duration stop, Duration monitor) {
        this(start, stop, monitor, new TreeSet<>());
    }

    /// The same for many resources: advice lengthens each of them.
    public Timeouts yielding() {
        return new Timeouts(start, stop, monitor);
    }

    /// What has a timeout.
    public enum Op {
        START,
        STOP,
        MONITOR
    }

    /// The same, but where the script itself asks for more time it has that (contract section 2).
    Timeouts advised(SortedMap<Op, Duration> advice) {
        return new Timeouts(
                longer(Op.START, start, advice),
                longer(Op.STOP, stop, advice),
                longer(Op.MONITOR, monitor, advice),
                firm);
    }

    private Duration longer(Op op, Duration configured, SortedMap<Op, Duration> advice) {
        Duration advised = advice.getOrDefault(op, configured);
        return firm.contains(op) || advised.compareTo(configured) < 0 ? configured : advised;
    }
}
