package io.halo.shell.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may stand at the end of a line that is being typed. Never fails: a line that makes no sense
/// has no proposals.
///
/// @param proposals words that fit by themselves
/// @param value the kind of value that is wanted here, to be completed from the cluster or the file
///   system; or null
/// @param prefix what stands before the value in the same word, such as `--socket=`
public record Completion(List<Proposal> proposals, @Nullable ValueType value, String prefix) {
    /// @param complete false if something follows without a blank
    public record Proposal(String word, String description, boolean complete) {}

    private static final Completion NOTHING = new Completion(List.of(), null, "");

    public Completion {
        proposals = List.copyOf(proposals);
    }

    /// @param before the complete words
    /// @param current the word that is being typed; may be empty
    public static Completion of(List<CommandSpec> commands, List<String> before, String current) {
        CommandNames names = new CommandNames(commands);
        Position position = Position.of(names, before);
        OptionSpec pending = position.pending();
        if (pending != null) {
            return value(pending.type(), "");
        }
        if (current.startsWith("-")) {
            return options(position, current);
        }
        List<String> following =
                position.arguments() == 0 ? names.wordsThatMayFollow(position.words()) : List.of();
        List<Proposal> words =
                following.stream()
                        .map(word ->
                                new Proposal(word, describe(names, position.words(), word), true))
                        .toList();
        return position.argument(commands)
                .map(type -> {
                    Completion values = value(type, "");
                    List<Proposal> all = new ArrayList<>(words);
                    all.addAll(values.proposals());
                    return new Completion(all, values.value(), "");
                })
                .orElse(new Completion(words, null, ""));
    }

    private static Completion options(Position position, String current) {
        List<OptionSpec> known = position.options();
        int equals = current.indexOf('=');
        if (current.startsWith("--") && equals > 0) {
            String name = current.substring(0, equals);
            return known.stream()
                    .filter(option -> option.isCalled(name) && !option.isFlag())
                    .findFirst()
                    .map(option -> value(option.type(), name + "="))
                    .orElse(NOTHING);
        }
        List<Proposal> proposals =
                known.stream()
                        .filter(option ->
                                option.repeatable()
                                        || !position.typed().contains(option.longName()))
                        .map(option -> new Proposal(option.longName(), option.description(), true))
                        .toList();
        return new Completion(proposals, null, "");
    }

    private static Completion value(ValueType type, String prefix) {
        return type instanceof ValueType.Choice(List<String> values)
                ? new Completion(
                        values.stream()
                                .map(value -> new Proposal(prefix + value, "", true))
                                .toList(),
                        null,
                        prefix)
                : new Completion(List.of(), type, prefix);
    }

    private static String describe(CommandNames names, String words, String next) {
        return names.exactly((words + " " + next).strip())
                .map(CommandSpec::description)
                .orElse("…");
    }

    /// Where the cursor is: after which command words, arguments and options.
    ///
    /// @param command the command that the words name, if they do
    /// @param pending the option that waits for its value, if one does
    private record Position(
            CommandNames names,
            String words,
            @Nullable CommandSpec command,
            int arguments,
            List<String> typed,
            @Nullable OptionSpec pending) {

        static Position of(CommandNames names, List<String> before) {
            Position position = new Position(names, "", null, 0, List.of(), null);
            for (String word : before) {
                position = position.after(word);
            }
            return position;
        }

        private Position after(String word) {
            if (pending != null) {
                return new Position(names, words, command, arguments, typed, null);
            }
            if (word.startsWith("-")) {
                OptionWord option = OptionWord.of(word.length() > 1 ? word : "--");
                Optional<OptionSpec> spec =
                        options().stream()
                                .filter(known -> known.isCalled(option.name()))
                                .findFirst();
                List<String> more = new ArrayList<>(typed);
                spec.ifPresent(known -> more.add(known.longName()));
                OptionSpec waiting = spec.filter(option::takesNext).orElse(null);
                return new Position(names, words, command, arguments, more, waiting);
            }
            String longer = (words + " " + word).strip();
            return names.isPrefix(longer) && arguments == 0
                    ? new Position(
                            names, longer, names.exactly(longer).orElse(null), 0, typed, null)
                    : new Position(names, words, command, arguments + 1, typed, null);
        }

        List<OptionSpec> options() {
            List<OptionSpec> options =
                    new ArrayList<>(command == null ? List.of() : command.options());
            options.addAll(GlobalOptions.SPECS);
            return options;
        }

        Optional<ValueType> argument(List<CommandSpec> commands) {
            if (command == null) {
                return Optional.empty();
            }
            Optional<ValueType> type = command.argumentAt(arguments).map(ArgumentSpec::type);
            return type.map(wanted ->
                    wanted instanceof ValueType.CommandWord
                            ? new ValueType.Choice(
                                    List.copyOf(
                                            new LinkedHashSet<>(
                                                    commands.stream()
                                                            .flatMap(
                                                                    known -> known.words().stream())
                                                            .toList())))
                            : wanted);
        }
    }
}
