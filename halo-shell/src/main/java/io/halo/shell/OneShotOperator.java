package io.halo.shell;

import io.halo.shell.command.Operator;
import io.halo.shell.command.Screen;
import io.halo.shell.interactive.TerminalScreen;
import java.io.IOError;
import java.util.Optional;

/// Asks at the terminal that the program was started from, if both its input and its output are
/// one.
final class OneShotOperator implements Operator {
    @SuppressWarnings("SystemConsoleNull") // from 25 on it is null again if nobody is there
    @Override
    public Optional<String> ask(String question) {
        java.io.Console terminal = System.console();
        if (terminal == null || !terminal.isTerminal()) {
            return Optional.empty();
        }
        try {
            String typed = terminal.readLine("%s", question);
            return Optional.of(typed == null ? "" : typed);
        } catch (IOError gone) {
            return Optional.of("");
        }
    }

    @Override
    public Optional<Screen> screen() {
        return TerminalScreen.open();
    }
}
