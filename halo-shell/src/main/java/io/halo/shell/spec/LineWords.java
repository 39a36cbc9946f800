package io.halo.shell.spec;

import java.util.ArrayList;
import java.util.List;

/// Splits a typed line into words as a shell does: blanks separate, quotes and backslashes keep
/// blanks together.
///
/// @param words what is complete or being typed; the last one is empty if the line ends with a
///   blank
/// @param open the quote that was not closed, or empty
public record LineWords(List<String> words, String open) {
    public LineWords {
        words = List.copyOf(words);
    }

    /// The words of a line that is being typed, the one at its end included.
    public static LineWords typing(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean started = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escaping = c == '\\' && quote != '\'' && i + 1 < line.length();
            if (escaping) {
                word.append(line.charAt(++i));
                started = true;
            } else if (quote != 0) {
                quote = c == quote ? 0 : keep(c, word, quote);
            } else if (c == '"' || c == '\'') {
                quote = c;
                started = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                started = true;
            } else if (started) {
                words.add(word.toString());
                word.setLength(0);
                started = false;
            }
        }
        words.add(word.toString());
        return new LineWords(words, quote == 0 ? "" : String.valueOf(quote));
    }

    /// The words of a line that was entered.
    public static LineWords entered(String line) {
        // A blank at the end closes the last word, so that the empty one after it can be dropped.
        LineWords typed = typing(line + " ");
        List<String> words = typed.words();
        return typed.open().isEmpty()
                ? new LineWords(words.subList(0, words.size() - 1), "")
                : typed;
    }

    private static char keep(char c, StringBuilder word, char quote) {
        word.append(c);
        return quote;
    }
}
