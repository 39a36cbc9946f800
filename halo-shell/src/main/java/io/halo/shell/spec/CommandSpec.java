package io.halo.shell.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a command looks like from outside: enough to parse, complete and explain it.
///
/// @param name one or more words with one blank between them, such as `power off`
/// @param description one line, without a full stop
/// @param details more lines for the command's own help; may be empty
public record CommandSpec(
        String name,
        String description,
        List<String> details,
        List<ArgumentSpec> arguments,
        List<OptionSpec> options,
        String example) {
    public CommandSpec {
        details = List.copyOf(details);
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }

    public static CommandSpec of(String name, String description) {
        return new CommandSpec(name, description, List.of(), List.of(), List.of(), "halo " + name);
    }

    public CommandSpec with(ArgumentSpec argument) {
        return new CommandSpec(
                name, description, details, append(arguments, argument), options, example);
    }

    public CommandSpec with(OptionSpec option) {
        return new CommandSpec(
                name, description, details, arguments, append(options, option), example);
    }

    public CommandSpec detail(String line) {
        return new CommandSpec(
                name, description, append(details, line), arguments, options, example);
    }

    public CommandSpec example(String line) {
        return new CommandSpec(name, description, details, arguments, options, line);
    }

    public List<String> words() {
        return List.of(name.split(" "));
    }

    public Optional<OptionSpec> option(String optionName) {
        return options.stream().filter(option -> option.isCalled(optionName)).findFirst();
    }

    /// The argument that the word at this position belongs to.
    public Optional<ArgumentSpec> argumentAt(int index) {
        int before = 0;
        for (ArgumentSpec argument : arguments) {
            before += argument.most();
            if (index < before) {
                return Optional.of(argument);
            }
        }
        return Optional.empty();
    }

    /// `halo power off [HOST…]`, with a place for options if there are any.
    public String usage() {
        StringBuilder usage = new StringBuilder("halo ").append(name);
        if (!options.isEmpty()) {
            usage.append(" [OPTION…]");
        }
        arguments.forEach(argument -> usage.append(' ').append(argument.usage()));
        return usage.toString();
    }

    private static <T> List<T> append(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
