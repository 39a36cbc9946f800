package io.halo.shell.command;

import io.halo.shell.render.Page;
import io.halo.shell.spec.ArgumentSpec;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.Spelling;
import io.halo.shell.spec.ValueType;
import java.util.ArrayList;
import java.util.List;

/// `halo help`, `halo help COMMAND`, `halo COMMAND --help`.
final class HelpCommand implements Command {
    private static final CommandSpec SPEC =
            CommandSpec.of("help", "list the commands, or explain one")
                    .with(ArgumentSpec.anyNumber("COMMAND", new ValueType.CommandWord()))
                    .example("halo help power off");

    private final List<CommandSpec> commands;

    HelpCommand(List<CommandSpec> others) {
        List<CommandSpec> all = new ArrayList<>(others);
        all.add(SPEC);
        all.sort((a, b) ->
                a.name().compareTo(b.name())); // Comparator.comparing is not in the AOT cache
        commands = List.copyOf(all);
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ExitStatus execute(Invocation invocation, Console console) {
        String topic = String.join(" ", invocation.arguments());
        List<CommandSpec> found =
                commands.stream().filter(command -> command.name().equals(topic)).toList();
        if (found.isEmpty()) {
            found =
                    commands.stream()
                            .filter(command ->
                                    topic.isEmpty() || command.name().startsWith(topic + " "))
                            .toList();
        }
        if (found.isEmpty()) {
            console.error(
                    "no help for '"
                            + topic
                            + "'"
                            + Spelling.hint(
                                    topic, commands.stream().map(CommandSpec::name).toList())
                            + " (halo help)");
            return ExitStatus.USAGE;
        }
        String text =
                found.size() == 1 && !topic.isEmpty()
                        ? explain(found.getFirst(), console.page())
                        : overview(found, console.page());
        text.lines().forEach(line -> console.println(console.page().folded(line, 4)));
        return ExitStatus.DONE;
    }

    private static String overview(List<CommandSpec> commands, Page page) {
        StringBuilder text =
                new StringBuilder(
                        """
                        halo: the console of HALO. Without a command it is interactive.

                        Usage: halo [GLOBAL OPTION…] COMMAND [OPTION…] [ARGUMENT…]

                        """);
        List<String> left =
                commands.stream()
                        .map(command ->
                                command.usage()
                                        .substring("halo ".length())
                                        .replace(" [OPTION…]", ""))
                        .toList();
        List<String> right = commands.stream().map(CommandSpec::description).toList();
        text.append("Commands:\n").append(columns(left, right, page));
        return text.append("\nGlobal options:\n")
                .append(options(GlobalOptions.SPECS, page))
                .append(
                        "\nhalo help COMMAND explains one command. In a source tree, halo demo plays a cluster on this machine.\n")
                .toString();
    }

    private static String explain(CommandSpec command, Page page) {
        StringBuilder text =
                new StringBuilder("Usage: ")
                        .append(command.usage())
                        .append("\n\n")
                        .append(command.description())
                        .append('\n');
        command.details().forEach(line -> text.append(line).append('\n'));
        if (!command.options().isEmpty()) {
            text.append("\nOptions:\n").append(options(command.options(), page));
        }
        return text.append("\nExample: ").append(command.example()).append('\n').toString();
    }

    private static String options(List<OptionSpec> options, Page page) {
        return columns(
                options.stream().map(OptionSpec::usage).toList(),
                options.stream().map(OptionSpec::description).toList(),
                page);
    }

    private static String columns(List<String> left, List<String> right, Page page) {
        int width = left.stream().mapToInt(String::length).max().orElse(0) + 3;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < left.size(); i++) {
            String gap = " ".repeat(width - left.get(i).length());
            String line = "  " + left.get(i) + gap + right.get(i);
            text.append(page.folded(line, width + 2)).append('\n');
        }
        return text.toString();
    }
}
