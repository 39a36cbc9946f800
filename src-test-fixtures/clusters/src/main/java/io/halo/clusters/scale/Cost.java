package io.halo.clusters.scale;

import io.halo.support.cluster.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Processor time that a process has used so far, in seconds.
///
/// @param own of its threads
/// @param children of the programs that it has started and that have ended
public record Cost(double own, double children) {
    /// The kernel counts for user space in this unit on every machine.
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    static Cost of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name, in brackets, may have blanks.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new Cost(
                    seconds(fields[USER]) + seconds(fields[SYSTEM]),
                    seconds(fields[CHILDREN_USER]) + seconds(fields[CHILDREN_SYSTEM]));
        } catch (IOException e) {
            throw new UncheckedIOException("reading what process " + pid + " has used", e);
        }
    }

    public static Cost of(Program program) {
        return of(program.pid());
    }

    public Cost since(Cost before) {
        return new Cost(own - before.own, children - before.children);
    }

    String text() {
        return String.format(Locale.ROOT, "%.1f s", own);
    }

    private static double seconds(String ticks) {
        return Long.parseLong(ticks) / TICKS_PER_SECOND;
    }
}
