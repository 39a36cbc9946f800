package io.halo.shell.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One line while it is read, word by word: first the command's own words, then its options and
/// arguments.
final class CommandLine {
    private final CommandNames names;
    private final List<String> arguments = new ArrayList<>();
    private String prefix = "";
    private @Nullable CommandSpec command;
    private TypedOptions options = TypedOptions.NONE;
    private boolean optionsEnded;

    CommandLine(List<CommandSpec> commands) {
        names = new CommandNames(commands);
    }

    /// The first problem, if there is one.
    Optional<String> read(List<String> words) {
        int next = 0;
        while (next < words.size()) {
            String word = words.get(next);
            Optional<String> problem;
            if (!optionsEnded && word.equals("--")) {
                optionsEnded = true;
                problem = Optional.empty();
            } else if (!optionsEnded && word.length() > 1 && word.startsWith("-")) {
                Optional<String> following =
                        next + 1 < words.size()
                                ? Optional.of(words.get(next + 1))
                                : Optional.empty();
                OptionWord option = OptionWord.of(word);
                Optional<OptionSpec> spec = find(option.name());
                problem =
                        spec.isPresent()
                                ? readOption(spec.get(), option, following.orElse(null))
                                : Optional.of(unknown(option.name()));
                next += spec.isPresent() && option.takesNext(spec.get()) ? 1 : 0;
            } else {
                problem = command == null ? readCommandWord(word) : readArgument(word);
            }
            if (problem.isPresent()) {
                return problem;
            }
            next++;
        }
        settle();
        return Optional.empty();
    }

    private Optional<String> readOption(
            OptionSpec spec, OptionWord option, @Nullable String following) {
        if (options.has(spec) && !spec.repeatable()) {
            return Optional.of("option " + spec.longName() + " is given twice");
        }
        String value = option.takesNext(spec) ? following : option.value();
        if (spec.isFlag()) {
            if (option.value() != null) {
                return Optional.of("option " + spec.longName() + " takes no value");
            }
            value = "";
        } else if (value == null
                || (option.takesNext(spec) && value.length() > 1 && value.startsWith("-"))) {
            return Optional.of(
                    "option "
                            + option.name()
                            + " needs a value: "
                            + spec.longName()
                            + "="
                            + spec.placeholder());
        }
        Optional<String> wrong = spec.type().problem(value);
        if (wrong.isPresent()) {
            return Optional.of(
                    "option "
                            + spec.longName()
                            + " must be "
                            + wrong.get()
                            + ", not '"
                            + value
                            + "'");
        }
        options = options.plus(spec, value);
        return Optional.empty();
    }

    private Optional<OptionSpec> find(String name) {
        settle();
        Optional<OptionSpec> own = command == null ? Optional.empty() : command.option(name);
        return own.or(() ->
                GlobalOptions.SPECS.stream().filter(option -> option.isCalled(name)).findFirst());
    }

    private String unknown(String name) {
        if (command == null) {
            return "unknown option "
                    + name
                    + Spelling.hint(name, CommandNames.options(GlobalOptions.SPECS))
                    + (names.anyHas(name)
                            ? " before the command: write it after the command's name"
                            : "");
        }
        List<String> known = new ArrayList<>(CommandNames.options(command.options()));
        known.addAll(CommandNames.options(GlobalOptions.SPECS));
        return "unknown option " + name + " for " + command.name() + Spelling.hint(name, known);
    }

    private Optional<String> readCommandWord(String word) {
        String longer = prefix.isEmpty() ? word : prefix + " " + word;
        if (names.isPrefix(longer)) {
            prefix = longer;
            if (!names.isPrefixOfLonger(longer)) {
                settle();
            }
            return Optional.empty();
        }
        settle();
        if (command != null) {
            return readArgument(word);
        }
        return Optional.of(
                prefix.isEmpty()
                        ? "unknown command '"
                                + word
                                + "'"
                                + Spelling.nearest(word, names.firstWords())
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse(": type halo help")
                        : prefix + " has no '" + word + "'" + needsOneOf(word));
    }

    private Optional<String> readArgument(String word) {
        CommandSpec spec = command();
        Optional<ArgumentSpec> argument = spec.argumentAt(arguments.size());
        if (argument.isEmpty()) {
            return Optional.of("unexpected word '" + word + "': type " + spec.usage());
        }
        Optional<String> wrong = argument.get().type().problem(word);
        if (wrong.isPresent()) {
            return Optional.of(
                    argument.get().name() + " must be " + wrong.get() + ", not '" + word + "'");
        }
        arguments.add(word);
        return Optional.empty();
    }

    /// What is still missing at the end of the line.
    Optional<String> unfinished() {
        if (command == null) {
            return Optional.of(prefix + " is not complete" + needsOneOf(""));
        }
        int least = command.arguments().stream().mapToInt(ArgumentSpec::least).sum();
        return arguments.size() < least
                ? Optional.of(
                        command.name()
                                + " needs "
                                + command.arguments().get(arguments.size()).name()
                                + ": type "
                                + command.usage())
                : Optional.empty();
    }

    private String needsOneOf(String word) {
        List<String> following = names.wordsAfter(prefix);
        return Spelling.hint(word, following) + ": type one of " + String.join(", ", following);
    }

    /// The words so far are a command: what follows belongs to it.
    private void settle() {
        if (command == null) {
            command = names.exactly(prefix).orElse(null);
        }
    }

    boolean isEmpty() {
        return prefix.isEmpty();
    }

    CommandSpec command() {
        if (command == null) {
            throw new IllegalStateException("no command yet");
        }
        return command;
    }

    List<String> commandWords() {
        return prefix.isEmpty() ? List.of() : List.of(prefix.split(" "));
    }

    TypedOptions options() {
        return options;
    }

    List<String> arguments() {
        return List.copyOf(arguments);
    }
}
