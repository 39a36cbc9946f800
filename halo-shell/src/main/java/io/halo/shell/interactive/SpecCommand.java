package io.halo.shell.interactive;

import io.halo.shell.command.Commands;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import java.util.List;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ExitStatus;

/// One of the console's commands, as Spring Shell knows it.
record SpecCommand(
        CommandSpec spec, Commands commands, GlobalOptions globals, SessionConsole console)
        implements Command {
    @Override
    public String getName() {
        return spec.name();
    }

    @Override
    public String getDescription() {
        return spec.description();
    }

    @Override
    public List<CommandOption> getOptions() {
        return spec.options().stream().map(SpecCommand::option).toList();
    }

    private static CommandOption option(OptionSpec option) {
        return CommandOption.with()
                .longName(option.longName().substring(2))
                .shortName(option.shortName().isEmpty() ? ' ' : option.shortName().charAt(1))
                .description(option.description())
                .type(option.isFlag() ? boolean.class : String.class)
                .build();
    }

    @Override
    public ExitStatus execute(CommandContext context) {
        List<String> words =
                context.parsedInput().arguments().stream().map(CommandArgument::value).toList();
        return switch (commands.parser().parse(words, globals)) {
            case Invocation invocation -> {
                io.halo.shell.command.ExitStatus status = commands.run(invocation, console.now());
                yield new ExitStatus(status.code(), status.name());
            }
            case io.halo.shell.spec.Parsed.NoCommand _, io.halo.shell.spec.Parsed.UsageError _ ->
                    throw new IllegalStateException("SessionParser let pass " + words);
        };
    }
}
