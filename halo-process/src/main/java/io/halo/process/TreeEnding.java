package io.halo.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Ends one tree. A tree can fork while it is being ended, so this looks and kills until nobody is
/// found any more.
final class TreeEnding {
    /// A process that KILL has not ended by then waits in the kernel, most often for a disk or a
    /// server that is gone.
    static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /// A process is invisible for an instant while it executes another program, and a new one may
    /// have a lower pid than the place where a look has arrived: one empty look is no proof.
    private static final int EMPTY_LOOKS = 2;

    private final ProcTable table;
    private final ProcessTree tree;
    private final Duration killWait;
    private final Set<ProcessIdentity> known = new LinkedHashSet<>();

    TreeEnding(ProcTable table, ProcessTree tree, Duration killWait) {
        this.table = table;
        this.tree = tree;
        this.killWait = killWait;
    }

    /// @return who could not be ended
    List<ProcessIdentity> end(Duration grace) {
        var asked = new LinkedHashSet<ProcessIdentity>();
        var left =
                untilGone(
                        grace,
                        process -> {
                            if (asked.add(process)) {
                                signal(process, false);
                            }
                        });
        return left.isEmpty() ? left : untilGone(killWait, process -> signal(process, true));
    }

    private List<ProcessIdentity> untilGone(Duration limit, Consumer<ProcessIdentity> signal) {
        long began = System.nanoTime();
        var pause = FIRST_PAUSE;
        int emptyLooks = 0;
        while (true) {
            var left = look();
            left.forEach(signal);
            emptyLooks = left.isEmpty() ? emptyLooks + 1 : 0;
            var rest = limit.minusNanos(System.nanoTime() - began);
            if (emptyLooks == EMPTY_LOOKS || !rest.isPositive()) {
                return left;
            }
            Pause.of(pause.compareTo(rest) < 0 ? pause : rest);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    /// Who belongs to the tree now, and who did at an earlier look: a child loses its parent when
    /// that is killed.
    private List<ProcessIdentity> look() {
        known.addAll(tree.membersIn(table));
        known.removeIf(process -> !table.isAlive(process));
        return new ArrayList<>(known);
    }

    /// The handle is bound to the process's start time by the JDK; asking ours after it was made
    /// closes the gap between the look and the handle.
    private void signal(ProcessIdentity process, boolean kill) {
        ProcessHandle.of(process.pid())
                .filter(handle -> table.isAlive(process))
                .ifPresent(handle -> {
                    if (kill) {
                        handle.destroyForcibly();
                    } else {
                        handle.destroy();
                    }
                });
    }
}
