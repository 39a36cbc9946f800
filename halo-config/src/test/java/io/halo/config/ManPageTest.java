package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.manual.ManPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// halo.conf(5) has every key of the loader, with its type and default, and no other.
class ManPageTest {
    /// Before each list of keys there is a comment that says where they stand.
    private static final Pattern PART =
            Pattern.compile(
                    "^\\.\\\\\" Keys:([^\\n]*)\\n(.*?)^\\.El", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern ITEM =
            Pattern.compile(
                    "^\\.It Ic (\\S+) : (Ar|Cm) (.*?)(?: Pq Li (\\S+))?$", Pattern.MULTILINE);

    private final ManPage page = ManPage.of("halo.conf.5");

    @TempDir private Path directory = Path.of("unset");

    private record Item(String type, String standard) {}

    @Test
    void theFormatterHasNothingToSay() {
        assertThat(page.rendered()).contains("RESOURCE GROUPS", "backoff_max: duration (60s)");
    }

    @Test
    void everyKeyIsThereAndNoOther() {
        SortedMap<String, SortedSet<String>> keys = new TreeMap<>();
        items().forEach((path, items) -> keys.put(path, new TreeSet<>(items.keySet())));
        assertThat(keys).isEqualTo(KnownKeys.all());
    }

    /// The schema's own test compares it with the loader.
    @Test
    void typesAndDefaultsAreThoseOfTheSchema() {
        Map<String, SequencedMap<String, ConfigSchema.Key>> schema = ConfigSchema.read().keys();
        items().forEach((path, items) ->
                items.forEach((name, item) -> {
                    ConfigSchema.Key key =
                            schema.getOrDefault(path, new LinkedHashMap<>()).get(name);
                    String place = path + "." + name;
                    assertThat(key).as(place).isNotNull();
                    if (key != null) {
                        assertThat(item.standard()).as(place).isEqualTo(key.standard());
                        assertThat(item.type()).as(place).isIn(types(name, key));
                    }
                }));
    }

    /// What the page may call it.
    private static List<String> types(String name, ConfigSchema.Key key) {
        return switch (key.type()) {
            case "duration", "count", "flag" -> List.of(key.type());
            case "id" -> List.of("name");
            case "text", "fence_agent" -> List.of("text", "name");
            case "names" -> List.of("list");
            case "" ->
                    name.equals("dead_after")
                            ? List.of("duration")
                            : List.of(
                                    "list", "mapping", "text", "path", "variable", "provider/type");
            default ->
                    key.type().contains(" ")
                            ? List.of(
                                    words(key.type()),
                                    words(key.type()).replaceFirst("(.*) \\| (.*)", "$2 | $1"))
                            : List.of("mapping");
        };
    }

    private static String words(String type) {
        return type.replace(" ", " | ");
    }

    private SortedMap<String, SequencedMap<String, Item>> items() {
        SortedMap<String, SequencedMap<String, Item>> items = new TreeMap<>();
        Matcher part = PART.matcher(page.text());
        while (part.find()) {
            SequencedMap<String, Item> found = new LinkedHashMap<>();
            Matcher item = ITEM.matcher(part.group(2));
            while (item.find()) {
                String standard = item.group(4);
                found.put(item.group(1), new Item(item.group(3), standard == null ? "" : standard));
            }
            assertThat(found)
                    .hasSize(
                            (int)
                                    part.group(2)
                                            .lines()
                                            .filter(line -> line.startsWith(".It "))
                                            .count());
            for (String path :
                    part.group(1).isBlank()
                            ? List.of("")
                            : List.of(part.group(1).strip().split(" "))) {
                items.put(path, found);
            }
        }
        return items;
    }

    /// The first example is a file that loads, and the others fit into one.
    @Test
    void theExamplesLoad() {
        List<String> displays = new ArrayList<>(page.displays());
        displays.removeIf(text -> !text.contains("hostname:"));
        assertThat(displays).hasSize(2);
        String pair = displays.getFirst();
        assertThat(ConfigLoader.load(Load.file(directory, pair)))
                .isInstanceOf(ConfigResult.Loaded.class);
        assertThat(ConfigSchema.read().problems(pair)).isEmpty();
        String host =
                ProblemTablesTest.complete(
                        "hosts:\n" + displays.getLast() + "- hostname: h0\n- hostname: h1\n");
        assertThat(ConfigLoader.load(Load.file(directory, host)))
                .isInstanceOf(ConfigResult.Loaded.class);
        assertThat(ConfigSchema.read().problems(host)).isEmpty();
    }

    /// Errors that the page promises.
    @Test
    void whatItSaysOfDurationsIsTrue() {
        for (String duration : List.of("500ms", "10s", "5m", "2h")) {
            assertThat(said("{monitor_interval: " + duration + "}")).isEmpty();
        }
        for (String wrong : List.of("5", "0s", "8761h", "1d")) {
            assertThat(said("{monitor_interval: " + wrong + "}")).isNotEmpty();
        }
        assertThat(said("{dead_after: 1s}")).isEmpty();
        assertThat(said("{dead_after: 999ms}")).isNotEmpty();
        assertThat(said("{fencing: {attempts: 1000000}}")).isEmpty();
        assertThat(said("{fencing: {attempts: 1000001}}")).isNotEmpty();
    }

    private String said(String cluster) {
        String text = ProblemTablesTest.complete("cluster: " + cluster + "\n");
        return Load.problems(Load.file(directory, text)).stream().collect(Collectors.joining("\n"));
    }
}
