package io.halo.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `docs/invariants.md` names is there, and each known way to lose data has its scenario.
class DocumentedTest {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");
    private static final Path INVARIANTS = Path.of("../docs/invariants.md");

    /// `both-silent`, `two-pairs-*`
    private static final Pattern SCENARIO =
            Pattern.compile("`((?!halo-)[a-z0-9]+(?:-[a-z0-9]+)+)(-?\\*)?`");

    private static final Pattern HAZARD = Pattern.compile("\\b([AB]\\d{1,2})\\b");

    /// A wall clock that steps, and a pool that the file names twice: the core sees neither.
    private static final List<String> NOT_SEEN = List.of("A11", "A15");

    @Test
    void everyScenarioThatTheInvariantsNameIsThere() throws IOException {
        List<String> names = names();
        var missing = new TreeSet<String>();
        var matcher = SCENARIO.matcher(Files.readString(INVARIANTS));
        int named = 0;
        while (matcher.find()) {
            named++;
            String start = matcher.group(1);
            boolean there =
                    matcher.group(2) == null
                            ? names.contains(start)
                            : names.stream().anyMatch(name -> name.startsWith(start));
            if (!there) {
                missing.add(matcher.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(100);
    }

    @Test
    void everyHazardThatTheCoreSeesHasItsScenario() throws IOException {
        var covered = new TreeSet<>(NOT_SEEN);
        for (String name : names()) {
            try (Stream<String> lines = Files.lines(FOLDER.resolve(name + ".txt"))) {
                var matcher = HAZARD.matcher(lines.findFirst().orElse(""));
                while (matcher.find()) {
                    covered.add(matcher.group(1));
                }
            }
        }
        var all = new TreeSet<String>();
        IntStream.rangeClosed(1, 19).forEach(number -> all.add("A" + number));
        IntStream.rangeClosed(1, 17).forEach(number -> all.add("B" + number));
        assertThat(covered).containsAll(all);
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".txt"))
                    .map(file -> file.substring(0, file.length() - ".txt".length()))
                    .toList();
        }
    }
}
