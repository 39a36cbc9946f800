package io.halo.shell.command;

import io.halo.shell.spec.CommandLineParser;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Parsed.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All commands of the console. To add one, write its class and name it in `all`; then the tests
/// `ManPageTest` and `CompletionFileTest`, run with `-Dhalo.rewrite=true`, put it into halo(1) and
/// the completion of bash. `ConsoleDocumentStory` wants to type it, too, for `docs/console.md`.
public final class Commands {
    private final List<Command> commands;
    private final List<Command> hidden;
    private final CommandLineParser parser;

    private Commands(List<Command> commands, List<Command> hidden) {
        this.commands = List.copyOf(commands);
        this.hidden = List.copyOf(hidden);
        List<CommandSpec> parsed = new ArrayList<>(specs());
        hidden.forEach(command -> parsed.add(command.spec()));
        parser = new CommandLineParser(parsed);
    }

    public static Commands all() {
        List<Command> commands = new ArrayList<>();
        commands.add(new StatusCommand());
        commands.add(new EventsCommand());
        commands.add(new EventsCommand.Clear());
        commands.add(new ExplainCommand());
        commands.add(new PlanCommand());
        commands.add(new OperationsCommand());
        commands.add(new WaitCommand());
        commands.add(new DoctorCommand());
        for (TargetCommand.Verb verb : TargetCommand.Verb.values()) {
            commands.add(new TargetCommand(verb));
        }
        commands.add(new FailbackCommand());
        commands.add(new FenceCommand());
        commands.add(new MaintenanceCommand(true));
        commands.add(new MaintenanceCommand(false));
        commands.add(new AcceptStateCommand());
        commands.add(new ForgetCommand());
        commands.add(new StateCommand());
        commands.add(new ReportCommand());
        for (PowerCommand.Verb verb : PowerCommand.Verb.values()) {
            commands.add(new PowerCommand(verb));
        }
        commands.add(new DiscoverCommand());
        commands.add(new ValidateCommand());
        commands.add(new VersionCommand());
        List<CommandSpec> specs = new ArrayList<>(commands.stream().map(Command::spec).toList());
        commands.add(new HelpCommand(specs));
        return new Commands(commands, List.of(new CompleteCommand()));
    }

    /// What people are told of.
    public List<CommandSpec> specs() {
        return commands.stream().map(Command::spec).toList();
    }

    public CommandLineParser parser() {
        return parser;
    }

    /// Runs what was parsed. Also the last net for bugs: an operator gets a line, not a stack
    /// trace.
    public ExitStatus run(Invocation invocation, Console console) {
        try {
            return find(invocation.command().name()).execute(invocation, console);
        } catch (RuntimeException | StackOverflowError bug) {
            console.error(
                    "internal error in '"
                            + invocation.command().name()
                            + "': "
                            + bug
                            + (invocation.globals().verbose() ? "" : " (--verbose shows where)"));
            if (invocation.globals().verbose()) {
                bug.printStackTrace(console.err());
                console.err().flush();
            }
            return ExitStatus.FAILED;
        }
    }

    private Command find(String name) {
        Optional<Command> found =
                Stream.concat(commands.stream(), hidden.stream())
                        .filter(command -> command.spec().name().equals(name))
                        .findFirst();
        return found.orElseThrow(() -> new IllegalStateException("no command " + name));
    }
}
