package io.halo.shell.spec;

import java.util.List;
import java.util.Optional;

/// What a command line meant.
public sealed interface Parsed {
    /// A command that can be run: its options and arguments are those it declares.
    record Invocation(
            CommandSpec command,
            TypedOptions options,
            List<String> arguments,
            GlobalOptions globals)
            implements Parsed {
        public Invocation {
            arguments = List.copyOf(arguments);
        }

        public boolean has(OptionSpec option) {
            return options.has(option);
        }

        public Optional<String> value(OptionSpec option) {
            return options.value(option);
        }

        /// All values of an option that may be repeated.
        public List<String> values(OptionSpec option) {
            return options.all(option);
        }

        /// The value of an option of type `Count`.
        public int count(OptionSpec option, int otherwise) {
            return value(option).map(Integer::parseInt).orElse(otherwise);
        }
    }

    /// Global options at most: the interactive session is wanted.
    record NoCommand(GlobalOptions globals) implements Parsed {}

    /// @param problem what is wrong and what to type instead; one line
    record UsageError(String problem) implements Parsed {}
}
