package io.halo.shell.interactive;

import io.halo.shell.command.Console;
import io.halo.shell.command.ExitStatus;
import io.halo.shell.interactive.SessionParser.UsageException;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.shell.core.InputReader;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandExecutionException;
import org.springframework.shell.core.command.CommandExecutor;
import org.springframework.shell.core.command.CommandNotFoundException;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.JLineInputProvider;

/// Reads a line, runs it, again. In the place of Spring Shell's runner, which ends the session on
/// Ctrl-C and wraps what commands say into texts of its own.
final class SessionLoop implements ApplicationRunner {
    static final List<String> LEAVING = List.of("exit", "quit");

    private static final Size USUAL = new Size(80, 24);

    private final JLineInputProvider input;
    private final Terminal terminal;
    private final SessionParser parser;
    private final CommandRegistry registry;
    private final CommandExecutor executor;

    SessionLoop(
            JLineInputProvider input,
            Terminal terminal,
            SessionParser parser,
            CommandRegistry registry) {
        this.input = input;
        this.terminal = terminal;
        this.parser = parser;
        this.registry = registry;
        executor = new CommandExecutor(registry);
    }

    /// Blocks until the operator leaves: `exit`, `quit`, Ctrl-D. Ctrl-C clears the line, or ends
    /// what runs.
    @Override
    public void run(ApplicationArguments arguments) {
        Thread session = Thread.currentThread();
        terminal.handle(Terminal.Signal.INT, _ -> session.interrupt());
        if (terminal.getWidth() <= 0) {
            terminal.setSize(
                    USUAL); // a serial line does not tell its size, and nothing can be typed into
            // no columns
        }
        while (true) {
            String line;
            try {
                line = input.readInput().strip();
            } catch (UserInterruptException cleared) {
                continue;
            } catch (EndOfFileException left) {
                return;
            }
            if (LEAVING.contains(line)) {
                return;
            }
            if (!line.isEmpty()) {
                runLine(line);
            }
            Thread.interrupted(); // a Ctrl-C that came too late for its command must not hit the
            // next one
        }
    }

    int exitStatus() {
        return ExitStatus.DONE.code();
    }

    private void runLine(String line) {
        Console console = new SessionConsole(terminal).now();
        try {
            executor.execute(
                    new CommandContext(
                            parser.parse(line), registry, terminal.writer(), new InputReader() {}));
        } catch (UsageException wrong) {
            console.error(String.valueOf(wrong.getMessage()));
        } catch (CommandExecutionException | CommandNotFoundException bug) {
            console.error("internal error: " + (bug.getCause() == null ? bug : bug.getCause()));
        }
    }
}
