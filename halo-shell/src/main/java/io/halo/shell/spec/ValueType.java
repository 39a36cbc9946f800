package io.halo.shell.spec;

import java.util.List;
import java.util.Optional;

/// What may be written as the value of an option or an argument. Checked by the parser, completed
/// by the session.
///
/// Each kind checks itself: a pattern switch here would make the JVM generate a class in every run
/// of the console.
public sealed interface ValueType {
    /// What is wrong with a value, as the end of the sentence "… must be".
    default Optional<String> problem(String value) {
        return Optional.empty();
    }

    /// An option that is there or not, and takes no value.
    record Flag() implements ValueType {}

    record Text() implements ValueType {}

    /// The words of commands, for `help`.
    record CommandWord() implements ValueType {}

    record FilePath() implements ValueType {
        @Override
        public Optional<String> problem(String value) {
            return value.isEmpty() || value.indexOf('\0') >= 0
                    ? Optional.of("a path")
                    : Optional.empty();
        }
    }

    /// A host, or a set of hosts ([NodeSet]).
    record HostName() implements ValueType {
        @Override
        public Optional<String> problem(String value) {
            return value.isEmpty() ? Optional.of("a host") : NodeSet.problem(value);
        }
    }

    record GroupName() implements ValueType {
        @Override
        public Optional<String> problem(String value) {
            return value.isEmpty() ? Optional.of("a group") : Optional.empty();
        }
    }

    /// What `halo operations` lists.
    record OperationId() implements ValueType {
        @Override
        public Optional<String> problem(String value) {
            return value.isEmpty() ? Optional.of("an operation") : Optional.empty();
        }
    }

    /// `cluster`, a host, a set of hosts ([NodeSet]) or a group.
    record ScopeName() implements ValueType {
        @Override
        public Optional<String> problem(String value) {
            return value.isEmpty()
                    ? Optional.of("cluster, a host or a group")
                    : NodeSet.problem(value);
        }
    }

    record Count(int least, int most) implements ValueType {
        @Override
        public Optional<String> problem(String value) {
            return inRange(value)
                    ? Optional.empty()
                    : Optional.of("a number from " + least + " to " + most);
        }

        private boolean inRange(String value) {
            try {
                int number = Integer.parseInt(value);
                return least <= number && number <= most;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }
    }

    record Choice(List<String> values) implements ValueType {
        public Choice {
            values = List.copyOf(values);
        }

        @Override
        public Optional<String> problem(String value) {
            return values.contains(value)
                    ? Optional.empty()
                    : Optional.of("one of " + String.join(", ", values));
        }
    }
}
