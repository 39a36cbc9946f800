package io.halo.shell.spec;

import org.jspecify.annotations.Nullable;

/// A word that starts with a dash, taken apart: `--name`, `--name=value`, `-n` or `-nvalue`.
record OptionWord(String name, @Nullable String value) {
    static OptionWord of(String word) {
        if (!word.startsWith("--")) {
            return new OptionWord(
                    word.substring(0, 2), word.length() > 2 ? word.substring(2) : null);
        }
        int equals = word.indexOf('=');
        return equals < 0
                ? new OptionWord(word, null)
                : new OptionWord(word.substring(0, equals), word.substring(equals + 1));
    }

    boolean takesNext(OptionSpec spec) {
        return value == null && !spec.isFlag();
    }
}
