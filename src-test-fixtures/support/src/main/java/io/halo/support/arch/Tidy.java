package io.halo.support.arch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks at the text of a module's files, for what no compiler and no formatter says.
public final class Tidy {
    /// The formatter keeps code at 100; this is for comments, texts and the lines it cannot break.
    private static final int LONGEST_LINE = 140;

    /// Work that is not done belongs into the tracker, where somebody looks. Spelt so that this
    /// file passes.
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(FIX" + "ME|TO" + "DO|XX" + "X)\\b");

    private final Path module;
    private final List<String> problems = new ArrayList<>();

    private Tidy(Path module) {
        this.module = module;
    }

    /// Everything untidy below `src` of a module, one line each, with file and line.
    public static List<String> problems(Path module) {
        Tidy tidy = new Tidy(module);
        tidy.eachFile("src", Tidy::isSource, tidy::checkLines);
        tidy.eachFile(
                "src/main/java", file -> file.toString().endsWith(".java"), tidy::checkPackageInfo);
        tidy.eachFile("src", Tidy::isScenario, tidy::checkScenario);
        return tidy.problems.stream().distinct().sorted().toList();
    }

    private void checkLines(Path file) {
        List<String> lines = read(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() > LONGEST_LINE) {
                report(file, i + 1, "is longer than " + LONGEST_LINE + " characters");
            }
            if (UNFINISHED.matcher(lines.get(i)).find()) {
                report(file, i + 1, "is about unfinished work");
            }
        }
    }

    private void checkPackageInfo(Path file) {
        Path info = file.resolveSibling("package-info.java");
        if (!Files.exists(info)) {
            report(info, 1, "is missing");
        }
    }

    private void checkScenario(Path file) {
        List<String> lines = read(file);
        if (lines.isEmpty() || !lines.getFirst().startsWith("#")) {
            report(file, 1, "does not open with a # line that says what the scenario shows");
        }
    }

    private void report(Path file, int line, String what) {
        problems.add("%s:%d %s".formatted(module.relativize(file), line, what));
    }

    private void eachFile(String folder, Predicate<Path> which, Consumer<Path> check) {
        Path start = module.resolve(folder);
        if (!Files.isDirectory(start)) {
            return;
        }
        try (Stream<Path> files = Files.walk(start)) {
            files.filter(Files::isRegularFile).filter(which).sorted().forEach(check);
        } catch (IOException e) {
            throw new UncheckedIOException("looking through " + start, e);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java")
                || name.endsWith(".proto")
                || name.endsWith(".yaml")
                || name.endsWith(".yml");
    }

    private static boolean isScenario(Path file) {
        return file.toString().endsWith(".txt") && file.toString().contains("/scenarios/");
    }
}
