package io.halo.config;

import io.halo.config.Problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Collects the problems of one file while it is read and checked.
final class Problems {
    /// More of one severity help nobody and would only fill the memory; the rest is counted.
    private static final int KEPT_MAX = 10_000;

    /// Comparisons of words in one file: enough for dozens of misspelt names in a large cluster,
    /// done in well under a second.
    private static final int COMPARISONS_MAX = 3_000_000;

    private record Found(Position at, Severity severity, String message) {}

    private static final Comparator<Found> ORDER =
            Comparator.comparing(Found::at).thenComparing(Found::severity);

    private final Path file;
    private final List<Found> errors = new ArrayList<>();
    private final List<Found> warnings = new ArrayList<>();
    private int errorsLeftOut;
    private int warningsLeftOut;
    private int comparisons;

    Problems(Path file) {
        this.file = file;
    }

    void error(Position at, String message) {
        if (errors.size() < KEPT_MAX) {
            errors.add(new Found(at, Severity.ERROR, message));
        } else {
            errorsLeftOut++;
        }
    }

    void warning(Position at, String message) {
        if (warnings.size() < KEPT_MAX) {
            warnings.add(new Found(at, Severity.WARNING, message));
        } else {
            warningsLeftOut++;
        }
    }

    boolean anyErrors() {
        return !errors.isEmpty();
    }

    /// `; did you mean 'mds00'?`, or nothing if no word is near.
    String didYouMean(String misspelt, Collection<String> words) {
        if (comparisons + words.size() > COMPARISONS_MAX) {
            return "";
        }
        comparisons += words.size();
        return Spelling.nearest(misspelt, words)
                .map(word -> "; did you mean " + quote(word) + "?")
                .orElse("");
    }

    /// All of them, in the order of the file.
    List<Problem> sorted() {
        var all = new ArrayList<Found>(errors);
        all.addAll(warnings);
        all.sort(ORDER);
        var problems = new ArrayList<Problem>();
        for (Found found : all) {
            problems.add(problem(found.severity, found.at, found.message));
        }
        leftOut(problems, Severity.ERROR, errorsLeftOut, "errors");
        leftOut(problems, Severity.WARNING, warningsLeftOut, "warnings");
        return List.copyOf(problems);
    }

    private void leftOut(List<Problem> problems, Severity severity, int count, String plural) {
        if (count > 0) {
            problems.add(
                    problem(
                            severity,
                            Position.WHOLE_FILE,
                            count + " more " + plural + " are not shown"));
        }
    }

    private Problem problem(Severity severity, Position at, String message) {
        return new Problem(severity, file, at.line(), at.column(), message);
    }

    /// A text from the file for use in a message: short, on one line, harmless on a terminal.
    static String quote(String text) {
        return "'" + Spelling.printable(text) + "'";
    }
}
