package io.halo.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was probably meant, and makes words from the file fit to be shown.
final class Spelling {
    /// Longer texts are cut in messages.
    private static final int SHOWN_MAX = 80;

    /// Longer words are not compared: a mistake in so long a name is not worth quadratic work.
    private static final int COMPARED_MAX = 100;

    /// Shorter beginnings say nothing.
    private static final int BEGINNING_MIN = 3;

    private Spelling() {}

    /// The word with the fewest differences, if they are few enough for a slip of the fingers.
    static Optional<String> nearest(String misspelt, Collection<String> words) {
        String wrong = misspelt.toLowerCase(Locale.ROOT);
        if (wrong.isEmpty() || wrong.length() > COMPARED_MAX) {
            return Optional.empty();
        }
        String best = null;
        int limit = Math.clamp(wrong.length() / 3, 1, 3);
        for (String word : words) {
            if (Math.abs(word.length() - wrong.length()) > limit) {
                continue;
            }
            int distance = distance(wrong, word.toLowerCase(Locale.ROOT), limit);
            if (distance <= limit && (best == null || distance < limit)) {
                best = word;
                limit = distance;
            }
        }
        return best == null ? beginning(wrong, words) : Optional.of(best);
    }

    /// The only word that begins like this, such as `home_host` for `home`.
    private static Optional<String> beginning(String wrong, Collection<String> words) {
        if (wrong.length() < BEGINNING_MIN) {
            return Optional.empty();
        }
        List<String> longer =
                words.stream()
                        .filter(word -> word.regionMatches(true, 0, wrong, 0, wrong.length()))
                        .limit(2)
                        .toList();
        return longer.size() == 1 ? Optional.of(longer.getFirst()) : Optional.empty();
    }

    /// Letters inserted, deleted, replaced or swapped with their neighbour between two words;
    /// anything above `limit` if more.
    static int distance(String a, String b, int limit) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > limit) {
                return limit + 1;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }

    /// Cut to a line's worth, with control characters replaced.
    static String printable(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN_MAX)
                .forEach(c -> {
                    if (isControl(c) || Character.getType(c) == Character.FORMAT) {
                        shown.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        return text.codePointCount(0, text.length()) > SHOWN_MAX ? shown + "…" : shown.toString();
    }

    static boolean hasControl(String text) {
        return text.codePoints().anyMatch(Spelling::isControl);
    }

    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
