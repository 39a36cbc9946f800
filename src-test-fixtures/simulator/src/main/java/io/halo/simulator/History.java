package io.halo.simulator;

import java.util.ArrayList;
import java.util.List;

/// What really happened in a run, for whoever reads of a failure, and as one number that tells two
/// histories apart.
final class History {
    /// Enough to understand a failure; the number goes on.
    private static final int KEPT = 4_000;

    private final List<String> lines = new ArrayList<>();
    private long print = 0xCBF29CE484222325L;

    void add(long now, Object about, String what) {
        String line = Spans.seconds(now) + " " + about + " " + what;
        mix(line.hashCode());
        if (lines.size() >= KEPT) {
            lines.removeFirst();
        }
        lines.add(line);
    }

    void mix(long value) {
        print = (print ^ value) * 0x100000001B3L;
    }

    long print() {
        return print;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
