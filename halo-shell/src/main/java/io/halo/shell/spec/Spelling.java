package io.halo.shell.spec;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// "Did you mean": the nearest known word, if it is near enough to be a slip of the finger.
public final class Spelling {
    /// Longer words are not typed by hand; the table below would only cost time.
    private static final int LONGEST = 64;

    private Spelling() {}

    public static Optional<String> nearest(String typed, Collection<String> known) {
        Optional<String> best = Optional.empty();
        int least = Math.max(1, Math.min(2, typed.length() / 2)) + 1;
        for (String word : known) {
            int distance = distance(typed, word);
            // Of two that are equally near, the one that goes on where the operator stopped.
            boolean completes = distance == least && word.startsWith(typed);
            if (distance < least || (completes && best.isPresent())) {
                least = distance;
                best = Optional.of(word);
            }
        }
        return best;
    }

    /// All that are equally near: of two hosts, the wrong one must not be the one that is named.
    public static List<String> allNearest(String typed, Collection<String> known) {
        Optional<String> best = nearest(typed, known);
        return best.isEmpty()
                ? List.of()
                : known.stream()
                        .filter(word -> distance(typed, word) == distance(typed, best.get()))
                        .distinct()
                        .toList();
    }

    /// `; did you mean X?`, or nothing.
    public static String hint(String typed, Collection<String> known) {
        return nearest(typed, known).map(word -> "; did you mean " + word + "?").orElse("");
    }

    /// Insertions, deletions, replacements and swaps of neighbours, each counted once.
    static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return LONGEST;
        }
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = cell(a, b, i, j, table);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int cell(String a, String b, int i, int j, int[][] table) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}
