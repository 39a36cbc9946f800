package io.halo.shell.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.spec.Parsed.Invocation;
import io.halo.shell.spec.Parsed.NoCommand;
import io.halo.shell.spec.Parsed.UsageError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineParserTest {
    private static final OptionSpec WHY = OptionSpec.flag("--why", "reasons").orShort("-w");
    private static final OptionSpec EVENTS =
            OptionSpec.value("--events", new ValueType.Count(0, 99), "N", "events").orShort("-e");
    private static final OptionSpec FAIL =
            OptionSpec.value("--fail", new ValueType.HostName(), "HOST", "plan").repeated();
    private static final List<CommandSpec> COMMANDS =
            List.of(
                    CommandSpec.of("status", "").with(WHY).with(EVENTS),
                    CommandSpec.of("power on", "")
                            .with(ArgumentSpec.anyNumber("HOST", new ValueType.HostName())),
                    CommandSpec.of("power off", "")
                            .with(ArgumentSpec.anyNumber("HOST", new ValueType.HostName())),
                    CommandSpec.of("fence", "")
                            .with(ArgumentSpec.one("HOST", new ValueType.HostName())),
                    CommandSpec.of("plan", "").with(FAIL),
                    CommandSpec.of("version", ""),
                    CommandSpec.of("help", "")
                            .with(ArgumentSpec.anyNumber("COMMAND", new ValueType.CommandWord())));
    private static final GlobalOptions DEFAULTS = GlobalOptions.fromEnvironment(Map.of());

    private static Parsed parse(String... words) {
        return new CommandLineParser(COMMANDS).parse(List.of(words), DEFAULTS);
    }

    private static Invocation invocation(String... words) {
        Parsed parsed = parse(words);
        assertThat(parsed).isInstanceOf(Invocation.class);
        return (Invocation) parsed;
    }

    @Test
    void optionsAreTakenInEachForm() {
        for (String[] words :
                List.of(
                        new String[] {"status", "--events", "7", "--why"},
                        new String[] {"status", "--events=7", "-w"},
                        new String[] {"status", "-e", "7", "-w"},
                        new String[] {"status", "-e7", "-w"})) {
            Invocation invocation = invocation(words);
            assertThat(invocation.has(WHY)).isTrue();
            assertThat(invocation.count(EVENTS, 0)).isEqualTo(7);
        }
    }

    @Test
    void globalOptionsStandBeforeOrAfterTheCommandOrInIt() {
        for (String[] words :
                List.of(
                        new String[] {"--socket", "a", "--output=json", "power", "off", "h"},
                        new String[] {"power", "--socket=a", "off", "--output", "json", "h"},
                        new String[] {"power", "off", "h", "--output", "json", "--socket", "a"})) {
            Invocation invocation = invocation(words);
            assertThat(invocation.command().name()).isEqualTo("power off");
            assertThat(invocation.arguments()).containsExactly("h");
            assertThat(invocation.globals().socket()).isEqualTo(Path.of("a"));
            assertThat(invocation.globals().output()).isEqualTo(OutputFormat.JSON);
        }
    }

    @Test
    void argumentsKeepTheirBlanksAndQuotes() {
        assertThat(invocation("power", "on", "a b", "\"c\"", "--", "--why").arguments())
                .containsExactly("a b", "\"c\"", "--why");
    }

    @Test
    void repeatableOptionsCollectTheirValues() {
        assertThat(invocation("plan", "--fail", "a", "--fail=b").options().all(FAIL))
                .containsExactly("a", "b");
    }

    @Test
    void theEnvironmentIsTheDefault() {
        GlobalOptions globals =
                GlobalOptions.fromEnvironment(Map.of("HALO_SOCKET", "/s", "HALO_CONFIG", ""));
        assertThat(globals.socket()).isEqualTo(Path.of("/s"));
        assertThat(globals.config()).isEqualTo(Path.of("/etc/halo/halo.conf"));
    }

    @Test
    void withoutACommandItIsASession() {
        assertThat(parse()).isInstanceOf(NoCommand.class);
        assertThat(parse("--socket", "x"))
                .isInstanceOfSatisfying(
                        NoCommand.class,
                        session -> assertThat(session.globals().socket()).isEqualTo(Path.of("x")));
    }

    @Test
    void helpAndVersionWinOverWhatIsMissing() {
        assertThat(invocation("power", "--help").arguments()).containsExactly("power");
        assertThat(invocation("fence", "-h").arguments()).containsExactly("fence");
        assertThat(invocation("--version").command().name()).isEqualTo("version");
        assertThat(invocation("--help").command().name()).isEqualTo("help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    statsu             | unknown command 'statsu'; did you mean status?
                    xyzzy              | unknown command 'xyzzy': type halo help
                    power              | power is not complete: type one of on, off
                    power of           | power has no 'of'; did you mean off?: type one of on, off
                    status --wyh       | unknown option --wyh for status; did you mean --why?
                    status -q          | unknown option -q for status; did you mean -w?
                    --why status       | unknown option --why before the command: write it after the command's name
                    --sokcet x status  | unknown option --sokcet; did you mean --socket?
                    status extra       | unexpected word 'extra': type halo status [OPTION…]
                    fence              | fence needs HOST: type halo fence HOST
                    fence a b          | unexpected word 'b': type halo fence HOST
                    status -e          | option -e needs a value: --events=N
                    status -e --why    | option -e needs a value: --events=N
                    status --events=   | option --events must be a number from 0 to 99, not ''
                    status -e 100      | option --events must be a number from 0 to 99, not '100'
                    status -e 1 -e 2   | option --events is given twice
                    status --why=yes   | option --why takes no value
                    status -wx         | option --why takes no value
                    status --output x  | option --output must be one of table, json, yaml, not 'x'
                    --socket           | option --socket needs a value: --socket=PATH
                    """)
    void whatIsWrongIsSaidInOneLine(String line, String problem) {
        assertThat(parse(line.split(" "))).isEqualTo(new UsageError(problem));
    }
}
