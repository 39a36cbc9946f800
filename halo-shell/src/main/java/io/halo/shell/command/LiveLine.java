package io.halo.shell.command;

import io.halo.shell.render.CleanText;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.OutputFormat;

/// The line at a terminal that says what is going on; written over again and again, and gone in the
/// end.
///
/// Thread-safe: Ctrl-C closes it from another thread, after which nothing is drawn any more.
final class LiveLine implements AutoCloseable {
    private final Console console;
    private final boolean possible;
    private String drawn = "";
    private boolean closed;

    LiveLine(GlobalOptions globals, Console console) {
        this.console = console;
        possible = console.page().isTerminal() && globals.output() == OutputFormat.TABLE;
    }

    /// False if the output is no terminal, or is data.
    boolean isPossible() {
        return possible;
    }

    synchronized void show(String text) {
        if (!possible || closed) {
            return;
        }
        // The last column stays free: a cursor behind it is on the next line.
        String line = CleanText.line(text, Math.max(1, console.page().columns() - 2));
        if (line.equals(drawn)) {
            return;
        }
        console.print("\r" + line + " ".repeat(Math.max(0, drawn.length() - line.length())));
        drawn = line;
    }

    /// Makes room for a line of the result: leaves an empty line with the cursor at its start.
    synchronized void clear() {
        if (!drawn.isEmpty()) {
            console.print("\r" + " ".repeat(drawn.length()) + "\r");
        }
        drawn = "";
    }

    @Override
    public synchronized void close() {
        clear();
        closed = true;
    }
}
