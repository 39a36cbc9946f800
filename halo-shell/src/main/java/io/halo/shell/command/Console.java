package io.halo.shell.command;

import io.halo.shell.render.CleanText;
import io.halo.shell.render.Page;
import java.io.PrintWriter;

/// Where a command prints. Results go to `out`, everything else to `err`, so that scripts get clean
/// data.
///
/// Blocks while the reader of a pipe is slow.
///
/// @param operator who is asked before something dangerous
public record Console(PrintWriter out, PrintWriter err, Page page, Operator operator) {
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    public void println(String line) {
        print(line + System.lineSeparator());
    }

    /// What is going on, for whoever waits; not part of the result.
    public void note(String line) {
        err.println(line);
        err.flush();
    }

    /// One line, whatever the text; prefixed with the program's name so that it is known in a
    /// script's log.
    public void error(String text) {
        err.println("halo: " + CleanText.line(text, 1_000));
        err.flush();
    }

    /// False once the reader has gone or the disk is full.
    public boolean isHealthy() {
        return !out.checkError();
    }
}
