package io.halo.shell.command;

import io.halo.core.model.HostId;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.NodeSet;
import java.time.Duration;
import java.util.List;

/// Says whom `halo power` still waits for: at a terminal on a line that is written over, else on
/// stderr from time to time.
final class PowerProgress implements AutoCloseable {
    /// A fence takes seconds most often; a log is not to be filled with what goes well.
    private static final Duration NOTED_EVERY = Duration.ofSeconds(10);

    private final LiveLine line;
    private final Console console;
    private final String what;
    private final long begunAt = System.nanoTime();
    private final Leaving leaving;
    private long notedAt = begunAt;

    /// Whose fence programs run.
    private volatile List<HostId> pending = List.of();

    PowerProgress(String what, GlobalOptions globals, Console console) {
        this.what = what;
        this.console = console;
        line = new LiveLine(globals, console);
        leaving = new Leaving(this::goesOn);
    }

    /// Whoever leaves ends no fence program.
    private void goesOn() {
        List<HostId> those = pending;
        if (!those.isEmpty()) {
            line.close();
            String hosts =
                    String.join(" ", NodeSet.fold(those.stream().map(HostId::value).toList()));
            console.error(what + " goes on; halo power status " + hosts + " shows it");
        }
    }

    /// @param pending at least one
    void waiting(int done, List<HostId> pending) {
        this.pending = pending;
        long now = System.nanoTime();
        String text =
                what
                        + ": "
                        + done
                        + " of "
                        + (done + pending.size())
                        + " done, "
                        + Duration.ofNanos(now - begunAt).toSeconds()
                        + " s; waiting for "
                        + String.join(
                                ", ", NodeSet.fold(pending.stream().map(HostId::value).toList()));
        if (line.isPossible()) {
            line.show(text);
        } else if (now - notedAt >= NOTED_EVERY.toNanos()) {
            notedAt = now;
            console.note(text);
        }
    }

    /// Before a line of the result is printed.
    void clear() {
        line.clear();
    }

    @Override
    public void close() {
        leaving.close();
        line.close();
    }
}
