package io.halo.shell.interactive;

import io.halo.shell.command.Console;
import io.halo.shell.command.ExitStatus;
import io.halo.shell.interactive.SessionParser.UsageException;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
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
import org.springframework.shell.core.command.ParsedInput;
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
    private final LiveCluster cluster;

    SessionLoop(
            JLineInputProvider input,
            LineReader reader,
            SessionParser parser,
            CommandRegistry registry,
            LiveCluster cluster) {
        this.input = input;
        this.cluster = cluster;
        terminal = reader.getTerminal();
        // What is typed is meant: an exclamation mark calls no earlier line.
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        // The cursor of a slow line would hop for each bracket in oss[00-03].
        reader.setVariable(LineReader.BLINK_MATCHING_PAREN, 0L);
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
            // A serial line does not tell its size, and nothing can be typed into no columns.
            terminal.setSize(USUAL);
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
            // A Ctrl-C that came too late for its command must not hit the next one.
            Thread.interrupted();
        }
    }

    int exitStatus() {
        return ExitStatus.DONE.code();
    }

    private void runLine(String line) {
        Console console = new SessionConsole(terminal).now();
        try {
            ParsedInput command = parser.parse(line);
            cluster.forget(); // it may change what the prompt says
            executor.execute(
                    new CommandContext(command, registry, terminal.writer(), new InputReader() {}));
        } catch (UsageException wrong) {
            console.error(String.valueOf(wrong.getMessage()));
        } catch (CommandExecutionException | CommandNotFoundException bug) {
            console.error("internal error: " + (bug.getCause() == null ? bug : bug.getCause()));
        }
    }
}
