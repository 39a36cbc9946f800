package io.halo.shell.command;

import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;

/// One command of the console.
///
/// Stateless: one instance serves every line of a session. Runs on the caller's thread, may block
/// within the deadlines of what it asks, and ends early when that thread is interrupted (Ctrl-C in
/// a session). Operating errors are printed as one line and become an exit status; an exception is
/// a bug.
public interface Command {
    CommandSpec spec();

    ExitStatus execute(Invocation invocation, Console console);
}
