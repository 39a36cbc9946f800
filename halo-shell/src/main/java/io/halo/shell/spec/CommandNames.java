package io.halo.shell.spec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Questions about the names of all commands.
record CommandNames(List<CommandSpec> commands) {
    boolean isPrefix(String words) {
        return exactly(words).isPresent() || isPrefixOfLonger(words);
    }

    boolean isPrefixOfLonger(String words) {
        return commands.stream().anyMatch(command -> command.name().startsWith(words + " "));
    }

    Optional<CommandSpec> exactly(String words) {
        return commands.stream().filter(command -> command.name().equals(words)).findFirst();
    }

    boolean anyHas(String option) {
        return commands.stream().anyMatch(command -> command.option(option).isPresent());
    }

    List<String> firstWords() {
        return List.copyOf(
                new LinkedHashSet<>(
                        commands.stream().map(command -> command.words().getFirst()).toList()));
    }

    /// The words that may follow these.
    List<String> wordsAfter(String words) {
        int skipped = words.split(" ").length;
        return List.copyOf(
                new LinkedHashSet<>(
                        commands.stream()
                                .filter(command -> command.name().startsWith(words + " "))
                                .map(command -> command.words().get(skipped))
                                .toList()));
    }

    /// As `wordsAfter`; at the start of the line every first word.
    List<String> wordsThatMayFollow(String words) {
        return words.isEmpty() ? firstWords() : wordsAfter(words);
    }

    static List<String> options(List<OptionSpec> options) {
        return options.stream()
                .flatMap(option ->
                        option.shortName().isEmpty()
                                ? Stream.of(option.longName())
                                : Stream.of(option.longName(), option.shortName()))
                .toList();
    }
}
