package io.halo.config;

import java.util.List;

/// What a YAML file consists of, each part with its place. Aliases are replaced by what they stand
/// for.
sealed interface YamlNode {
    Position at();

    /// A single value. A plain one (without quotes) may mean a number, a boolean or nothing; its
    /// text is kept as written.
    ///
    /// There are millions of them in a large file: the place is not an object of its own.
    record Text(int line, int column, String text, boolean plain) implements YamlNode {
        Text(Position at, String text, boolean plain) {
            this(at.line(), at.column(), text, plain);
        }

        @Override
        public Position at() {
            return new Position(line, column);
        }

        boolean isNull() {
            return plain
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }
    }

    record Items(Position at, List<YamlNode> items) implements YamlNode {}

    record Entries(Position at, List<Entry> entries) implements YamlNode {}

    record Entry(Text key, YamlNode value) {}
}
