package io.halo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.manual.BashCompletion;
import io.halo.support.manual.HelpText;
import io.halo.support.manual.ManPage;
import io.halo.support.manual.SourceWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// halo-agent(1), `--help` and the completion say what the program does.
class ManualTest {
    private static final List<String> LOOPBACK = List.of("--network", "127.0.0.0/8");

    private final ManPage page = ManPage.of("halo-agent.1");
    private final HelpText help = HelpText.of("halo-agent", AgentApplication.HELP);

    @Test
    void theFormatterHasNothingToSayAndNothingIsLost() {
        String shown = page.rendered();
        help.options().keySet().forEach(option -> assertThat(shown).contains(option));
    }

    @Test
    void everyOptionIsThereAndNoOther() {
        SortedSet<String> known = new TreeSet<>(Arguments.FLAGS);
        known.addAll(Arguments.WITH_VALUE);
        assertThat(new TreeSet<>(help.options().keySet())).isEqualTo(known);
        assertThat(page.options()).isEqualTo(known);
        assertThat(page.items("OPTIONS").keySet().stream().map(ManualTest::option))
                .containsExactlyInAnyOrderElementsOf(known);
        help.options()
                .forEach((option, value) ->
                        assertThat(Arguments.WITH_VALUE.contains(option))
                                .as(option)
                                .isEqualTo(!value.isEmpty()));
    }

    private static String option(String item) {
        return "-" + item.split(" ")[1];
    }

    @Test
    void theDefaultsAreThoseOfTheProgram() {
        AgentSettings defaults = settings(Map.of());
        assertDefault("--port", "Li " + defaults.port(), "HALO_PORT");
        assertDefault("--ocf-root", "Pa " + defaults.ocfRoot(), "OCF_ROOT");
        assertThat(defaults.stateDirectory().getFileName())
                .hasToString(Integer.toString(defaults.port()));
        assertDefault(
                "--state-dir",
                "Pa " + defaults.stateDirectory().getParent() + "/ Ns Ar port",
                "HALO_AGENT_STATE");
        // Where no address is inside of it, no settings can be made: the name is in the message.
        assertDefault("--network", "Li " + defaultNetwork(), "HALO_NET");
        assertThat(page.items("FILES").keySet())
                .contains(
                        "Pa " + defaults.stateDirectory(),
                        "Pa " + defaults.ocfRoot() + "/resource.d");
    }

    private static String defaultNetwork() {
        SortedSet<String> networks =
                SourceWords.in(
                        "halo-agent-app/src/main/java/io/halo/agent/AgentSettings.java",
                        "\"HALO_NET\"\\)\\.orElse\\(\"([^\"]+)\"\\)");
        assertThat(networks).hasSize(1);
        return networks.getFirst();
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
        Map<String, String> environment = new Asked(known);
        environment.put("HALO_CA_CERT", "ca");
        environment.put("HALO_SERVER_CERT", "certificate");
        environment.put("HALO_SERVER_KEY", "key");
        List<String> words = new ArrayList<>(List.of("--mtls", "--network", "127.0.0.0/8"));
        read(words, environment);
        words.addAll(List.of("--test-id", "a"));
        TestOptions.from(new Arguments(words, environment));
        known.addAll(
                SourceWords.in("halo-agent-app/src/main/java", "getOrDefault\\(\"([A-Z_]+)\""));
        known.addAll(
                SourceWords.in(
                        "halo-agent-app/src/main/java", "option\\(\\s*\"\\S+\", \"([A-Z_]+)\""));
        known.addAll(
                SourceWords.in("bin/lib/launch", "\\$\\{((?:HALO_)?JAVA_[A-Z]+|HALO_[A-Z_]+):-"));
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
        List<String> known =
                Arrays.stream(ExitStatus.values())
                        .map(status -> Integer.toString(status.number()))
                        .toList();
        assertThat(page.items("EXIT STATUS").keySet()).containsExactlyElementsOf(known);
        assertThat(known)
                .allSatisfy(code -> assertThat(AgentApplication.HELP).contains(" " + code + " "));
    }

    @Test
    void whatPageAndHelpSayToTypeCanBeTyped() {
        List<String> lines = new ArrayList<>(help.examples());
        lines.addAll(page.literalLines());
        lines.removeIf(line -> !line.startsWith("halo-agent "));
        assertThat(help.examples()).hasSizeGreaterThan(2);
        assertThat(lines).hasSizeGreaterThan(5);
        for (String line : lines) {
            List<String> words = List.of(line.split(" "));
            var arguments = new Arguments(words.subList(1, words.size()), Map.of());
            assertThat(Network.parse(arguments.option("--network").orElseThrow())).isNotNull();
            assertThat(TestOptions.from(arguments).isTest()).isEqualTo(line.contains("--test-id"));
        }
    }

    @Test
    void bashCompletesTheOptions() {
        BashCompletion.ofOptions("halo-agent", help.completed()).check();
    }

    private static AgentSettings settings(Map<String, String> environment) {
        return read(LOOPBACK, environment);
    }

    private static AgentSettings read(List<String> words, Map<String, String> environment) {
        var arguments = new Arguments(words, environment);
        return AgentSettings.from(arguments, TestOptions.from(arguments), environment, "i");
    }
}
