package io.halo.shell.spec;

import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.Parsed.NoCommand;
import io.halo.shell.spec.Parsed.UsageError;
import java.util.List;
import java.util.Optional;

/// Parses words as they were typed; strictly, because a console that guesses powers off the wrong
/// host.
///
/// Whatever is unknown, missing, superfluous or given twice is an error that says what to type.
/// `--option value` and `--option=value` mean the same, `--` ends the options, and global options
/// stand before or after the command.
public final class CommandLineParser {
    private final List<CommandSpec> commands;

    public CommandLineParser(List<CommandSpec> commands) {
        this.commands = List.copyOf(commands);
    }

    public Parsed parse(List<String> words, GlobalOptions defaults) {
        CommandLine line = new CommandLine(commands);
        Optional<String> problem = line.read(words);
        if (problem.isPresent()) {
            return new UsageError(problem.get());
        }
        GlobalOptions globals = defaults.overriddenBy(line.options());
        if (line.options().has(GlobalOptions.VERSION)) {
            return invoke("version", List.of(), globals);
        }
        if (line.options().has(GlobalOptions.HELP)) {
            return invoke("help", line.commandWords(), globals);
        }
        if (line.isEmpty()) {
            return new NoCommand(globals);
        }
        return line.unfinished()
                .<Parsed>map(UsageError::new)
                .orElseGet(() ->
                        new Invocation(line.command(), line.options(), line.arguments(), globals));
    }

    private Parsed invoke(String name, List<String> arguments, GlobalOptions globals) {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .<Parsed>map(
                        command -> new Invocation(command, TypedOptions.NONE, arguments, globals))
                .orElseGet(() -> new UsageError("there is no command " + name));
    }
}
