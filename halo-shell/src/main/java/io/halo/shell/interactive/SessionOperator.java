package io.halo.shell.interactive;

import io.halo.shell.command.Operator;
import io.halo.shell.command.Screen;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// Asks within the session, by a reader of its own: an answer is no command to be completed, and
/// does not belong into the history.
record SessionOperator(Terminal terminal) implements Operator {
    @Override
    public Optional<String> ask(String question) {
        LineReader reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .build();
        try {
            return Optional.of(reader.readLine(question));
        } catch (UserInterruptException | EndOfFileException left) {
            return Optional.of("");
        }
    }

    @Override
    public Optional<Screen> screen() {
        return TerminalScreen.of(terminal);
    }
}
