package io.halo.support.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ProjectFiles;
import io.halo.support.cluster.Shell;
import io.halo.support.machine.Needed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page in `docs/man`, in mdoc(7), for tests that compare it with the program.
public final class ManPage {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WIDTH = 80;

    private final Path file;
    private final String text;

    private ManPage(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /// @param name such as `halo.1`
    public static ManPage of(String name) {
        Path file = ProjectFiles.find().root().resolve("docs/man").resolve(name);
        try {
            return new ManPage(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    public Path file() {
        return file;
    }

    public String text() {
        return text;
    }

    /// Every option that the page speaks of, with its dashes.
    public SortedSet<String> options() {
        return words("\\bFl (\\S+)").stream()
                .map(name -> "-" + name)
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }

    /// What a pattern's first group finds anywhere in the source.
    public SortedSet<String> words(String pattern) {
        SortedSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /// The sections, with what is in them.
    public SequencedMap<String, String> sections() {
        return split(text, "^\\.Sh (.+)$");
    }

    /// The items of the lists in a section: what stands behind `.It`, without quotes, and the text
    /// that belongs to it.
    public SequencedMap<String, String> items(String section) {
        String part = sections().get(section);
        assertThat(part).as("%s has a section %s", file, section).isNotNull();
        return split(String.valueOf(part), "^\\.It (.+)$");
    }

    private static SequencedMap<String, String> split(String text, String headings) {
        SequencedMap<String, String> parts = new LinkedHashMap<>();
        Matcher heading = Pattern.compile(headings, Pattern.MULTILINE).matcher(text);
        String name = "";
        int from = 0;
        while (heading.find()) {
            parts.put(name, text.substring(from, heading.start()));
            name = heading.group(1).replace("\"", "");
            from = heading.end();
        }
        parts.put(name, text.substring(from));
        parts.remove("");
        return parts;
    }

    /// What is displayed as it stands, without the escapes of troff.
    public List<String> displays() {
        List<String> displays = new ArrayList<>();
        Matcher display =
                Pattern.compile(
                                "^\\.Bd -literal[^\\n]*\\n(.*?)^\\.Ed",
                                Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(text);
        while (display.find()) {
            displays.add(plain(display.group(1)));
        }
        return displays;
    }

    /// The lines of all displays.
    public List<String> literalLines() {
        return displays().stream().flatMap(String::lines).toList();
    }

    /// The text of a line, without the escapes of troff.
    public static String plain(String line) {
        return line.replace("\\-", "-")
                .replace("\\(dq", "\"")
                .replace("\\e", "\\")
                .replace("\\&", "");
    }

    /// A line of text as it has to be written in a page.
    public static String escaped(String line) {
        String safe = line.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }

    /// What the formatter says of the source (nothing), and how it looks on a terminal of 80
    /// columns.
    public String rendered() {
        Needed.program("man", "man-db");
        Needed.program("groff", "groff");
        CommandResult checked =
                run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", file.toString());
        assertThat(checked.err()).as("%s", file).isEmpty();
        assertThat(checked.exit()).as(checked.words()).isZero();
        CommandResult shown = run("man", "-E", "UTF-8", "-l", "-Tutf8", file.toString());
        assertThat(shown.exit()).as(shown.words()).isZero();
        String plain = shown.out().replaceAll("\u001b\\[[0-9;]*m|.\b", "");
        assertThat(plain.lines().filter(line -> line.codePointCount(0, line.length()) > WIDTH))
                .as("%s: what does not fit on %s columns", file, WIDTH)
                .isEmpty();
        return plain;
    }

    private static CommandResult run(String... command) {
        Map<String, String> environment =
                new TreeMap<>(
                        Map.of(
                                "MANWIDTH", Integer.toString(WIDTH),
                                "MANPAGER", "cat",
                                "LC_ALL", "C.UTF-8"));
        return Shell.run(List.of(command), environment, PATIENCE);
    }
}
