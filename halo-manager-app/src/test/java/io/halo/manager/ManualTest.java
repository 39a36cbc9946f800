package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.ClusterSpec;
import io.halo.manager.CommandLine.Parsed;
import io.halo.support.manual.BashCompletion;
import io.halo.support.manual.HelpText;
import io.halo.support.manual.ManPage;
import io.halo.support.manual.SourceWords;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// halo-manager(1), `--help` and the completion say what the program does.
class ManualTest {
    private final ManPage page = ManPage.of("halo-manager.1");
    private final HelpText help = HelpText.of("halo-manager", CommandLine.HELP);

    @Test
    void theFormatterHasNothingToSayAndNothingIsLost() {
        String shown = page.rendered();
        help.options().keySet().forEach(option -> assertThat(shown).contains(option));
    }

    @Test
    void everyOptionIsThereAndNoOther() {
        SortedSet<String> known = new TreeSet<>(CommandLine.FLAGS);
        known.addAll(CommandLine.VALUED);
        known.addAll(List.of("--help", "--version"));
        assertThat(new TreeSet<>(help.options().keySet())).isEqualTo(known);
        assertThat(page.options()).isEqualTo(known);
        assertThat(page.items("OPTIONS").keySet().stream().map(ManualTest::option))
                .containsExactlyInAnyOrderElementsOf(known);
        help.options()
                .forEach((option, value) ->
                        assertThat(CommandLine.VALUED.contains(option))
                                .as(option)
                                .isEqualTo(!value.isEmpty()));
    }

    private static String option(String item) {
        return "-" + item.split(" ")[1];
    }

    @Test
    void theDefaultsAreThoseOfTheProgram() {
        ManagerOptions defaults = options(Map.of());
        assertDefault("--config", "Pa " + defaults.config(), "HALO_CONFIG");
        assertDefault("--socket", "Pa " + defaults.socket(), "HALO_SOCKET");
        assertDefault("--statefile", "Pa " + defaults.statefile(), "HALO_STATEFILE");
        InetSocketAddress http = Objects.requireNonNull(defaults.http());
        assertDefault(
                "--http",
                "Li " + http.getAddress().getHostAddress() + ":" + http.getPort(),
                "HALO_HTTP");
        assertThat(text("--sleep-time"))
                .contains(ClusterSpec.DEFAULT_MONITOR_INTERVAL.toMillis() + " ms");
    }

    private void assertDefault(String option, String value, String variable) {
        assertThat(text(option)).contains("Default:\n." + value + "\n.Pq Ev " + variable + " .");
    }

    private String text(String option) {
        return page.items("OPTIONS").entrySet().stream()
                .filter(item -> option(item.getKey()).equals(option))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyVariableIsThereAndNoOther() {
        SortedSet<String> known = new TreeSet<>();
        options(new Asked(known));
        known.addAll(SourceWords.in("bin/lib/launch", "\\$\\{([A-Z_]+):-"));
        known.addAll(
                SourceWords.in("halo-fence/src/main/java", "getOrDefault\\(\\s*\"([A-Z_]+)\""));
        assertThat(page.words("^\\.It Ev (\\S+)$")).isEqualTo(known).hasSizeGreaterThan(10);
        assertThat(page.words("\\bEv (\\S+)")).isEqualTo(known);
    }

    /// An environment that keeps what it was asked for.
    private static final class Asked extends HashMap<String, String> {
        private static final long serialVersionUID = 1;
        private final transient SortedSet<String> names;

        Asked(SortedSet<String> names) {
            this.names = names;
        }

        @Override
        public String get(Object name) {
            names.add((String) name);
            return super.get(name);
        }
    }

    @Test
    void everyExitStatusIsThere() {
        SortedSet<String> known =
                SourceWords.in(
                        "halo-manager-app/src/main/java/io/halo/manager/ManagerApplication.java",
                        "static final int \\w+ = (\\d+);");
        known.add("0");
        assertThat(new TreeSet<>(page.items("EXIT STATUS").keySet())).isEqualTo(known);
        assertThat(known)
                .allSatisfy(code -> assertThat(CommandLine.HELP).contains(" " + code + " "));
    }

    @Test
    void whatPageAndHelpSayToTypeCanBeTyped() {
        List<String> lines = new ArrayList<>(help.examples());
        lines.addAll(page.literalLines());
        lines.removeIf(line -> !line.startsWith("halo-manager "));
        assertThat(help.examples()).hasSizeGreaterThan(2);
        assertThat(lines)
                .hasSizeGreaterThan(5)
                .allSatisfy(line ->
                        assertThat(parse(line, Map.of()))
                                .isNotInstanceOfAny(Parsed.Wrong.class, Parsed.Tell.class));
    }

    @Test
    void bashCompletesTheOptions() {
        BashCompletion.ofOptions("halo-manager", help.completed()).check();
    }

    private static ManagerOptions options(Map<String, String> environment) {
        return ((Parsed.Run) parse("halo-manager", environment)).options();
    }

    private static Parsed parse(String line, Map<String, String> environment) {
        List<String> words = List.of(line.split(" "));
        return CommandLine.parse(words.subList(1, words.size()), environment, "1");
    }
}
