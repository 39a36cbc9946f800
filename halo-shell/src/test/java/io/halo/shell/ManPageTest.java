package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.command.Commands;
import io.halo.shell.command.ExitStatus;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed;
import io.halo.support.manual.Generated;
import io.halo.support.manual.ManPage;
import io.halo.support.manual.SourceWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// halo(1) says what the console does.
class ManPageTest {
    private static final List<CommandSpec> COMMANDS = Commands.all().specs();

    private final ManPage page = ManPage.of("halo.1");

    /// With `-Dhalo.rewrite=true` the section is written anew.
    @Test
    void theCommandsAreThoseOfTheProgram() {
        Generated.part(page.file(), "commands", new CommandsInTroff(COMMANDS).text());
    }

    @Test
    void theFormatterHasNothingToSayAndNothingIsLost() {
        String shown = page.rendered();
        COMMANDS.forEach(
                command -> assertThat(shown).contains(command.name()).contains(command.example()));
    }

    @Test
    void everyOptionIsThereAndNoOther() {
        assertThat(page.options())
                .isEqualTo(
                        names(
                                Stream.concat(
                                        COMMANDS.stream().flatMap(it -> it.options().stream()),
                                        GlobalOptions.SPECS.stream()),
                                Set.of("--manage-resources")));
        assertThat(page.items("OPTIONS").keySet())
                .containsExactlyElementsOf(
                        GlobalOptions.SPECS.stream().map(ManPageTest::item).toList());
    }

    private static SortedSet<String> names(Stream<OptionSpec> options, Set<String> ofOthers) {
        SortedSet<String> names = new TreeSet<>(ofOthers);
        options.flatMap(option -> Stream.of(option.longName(), option.shortName()))
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    private static String item(OptionSpec option) {
        String name = option.shortName();
        return (name.isEmpty() ? "" : "Fl " + name.substring(1) + " , ")
                + ("Fl " + option.longName().substring(1))
                + (option.isFlag()
                        ? ""
                        : " Ar " + option.placeholder().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void theDefaultsAreThoseOfTheProgram() {
        GlobalOptions defaults = GlobalOptions.fromEnvironment(Map.of());
        Map<String, String> options = page.items("OPTIONS");
        assertThat(options.get("Fl -config Ar file")).contains("Pa " + defaults.config() + " ");
        assertThat(options.get("Fl -socket Ar path")).contains("Pa " + defaults.socket() + " ");
        assertThat(options.get("Fl -output Ar format"))
                .contains(".Cm " + defaults.output().word() + "\n(the default");
    }

    @Test
    void everyVariableIsThereAndNoOther() {
        SortedSet<String> known =
                SourceWords.in("halo-shell/src/main/java", "getOrDefault\\(\\s*\"([A-Z_]+)\"");
        known.addAll(
                SourceWords.in("halo-shell/src/main/java", "path\\(environment, \"([A-Z_]+)\""));
        known.addAll(SourceWords.in("bin/lib/launch", "\\$\\{([A-Z_]+):-"));
        known.addAll(
                SourceWords.in("halo-fence/src/main/java", "getOrDefault\\(\\s*\"([A-Z_]+)\""));
        known.remove("HALO_COLUMNS"); // between the launcher and the program
        assertThat(known).hasSizeGreaterThan(5);
        assertThat(page.words("^\\.It Ev (\\S+)$")).isEqualTo(known);
        assertThat(page.words("\\bEv (\\S+)")).isEqualTo(known);
    }

    @Test
    void everyExitStatusIsThere() {
        Set<String> codes =
                Arrays.stream(ExitStatus.values())
                        .filter(status -> !status.name().startsWith("CHECK_"))
                        .map(status -> Integer.toString(status.code()))
                        .collect(Collectors.toSet());
        assertThat(page.items("EXIT STATUS").keySet()).isEqualTo(codes);
        assertThat(page.sections().get("EXIT STATUS"))
                .contains(ExitStatus.CHECK_WARNING.code() + " for DEGRADED")
                .contains(ExitStatus.CHECK_CRITICAL.code() + " for CRITICAL")
                .contains("\n" + ExitStatus.CHECK_UNKNOWN.code() + " if the manager");
    }

    /// Displayed lines, and commands in the middle of a sentence, of all pages.
    @Test
    void whatThePagesSayToTypeCanBeTyped() {
        List<String> lines = new ArrayList<>();
        for (String name : List.of("halo.1", "halo-agent.1", "halo-manager.1", "halo.conf.5")) {
            ManPage some = ManPage.of(name);
            lines.addAll(some.literalLines());
            some.words("^\\.Ql (halo .*?)(?: [.,;])?$").forEach(it -> lines.add(ManPage.plain(it)));
        }
        lines.removeIf(line -> !line.startsWith("halo "));
        assertThat(lines).hasSizeGreaterThan(COMMANDS.size() + 20);
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(Examples.parsed(line)).isInstanceOf(Parsed.Invocation.class));
    }
}
