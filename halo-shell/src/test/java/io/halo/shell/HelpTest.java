package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.command.Commands;
import io.halo.shell.command.Console;
import io.halo.shell.command.ExitStatus;
import io.halo.shell.command.Operator;
import io.halo.shell.render.Page;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.Parsed;
import io.halo.shell.spec.Parsed.Invocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `--help` of every command says what it does, and shows a line that can be typed.
class HelpTest {
    private static final Commands COMMANDS = Commands.all();

    static List<CommandSpec> commands() {
        return COMMANDS.specs();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpExplainsAndGivesAnExample(CommandSpec command) {
        List<String> words = new ArrayList<>(command.words());
        words.add("--help");
        String help = help(words);
        assertThat(help)
                .startsWith("Usage: " + command.usage() + "\n\n" + command.description() + "\n")
                .contains("\nExample: " + command.example() + "\n");
        for (OptionSpec option : command.options()) {
            assertThat(help).contains("  " + option.usage() + " ").contains(option.description());
        }
        assertThat(command.description()).hasSizeGreaterThan(10).doesNotEndWith(".");
        assertThat(command.options()).allMatch(option -> option.description().length() > 3);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theExampleIsOneOfThisCommand(CommandSpec command) {
        assertThat(Examples.parsed(command.example()))
                .isInstanceOfSatisfying(
                        Invocation.class, it -> assertThat(it.command()).isEqualTo(command));
    }

    /// What only shells call is nobody's to read.
    @Test
    void theHelpOfAllNamesEachButTheHidden() {
        String help = help(List.of("help"));
        assertThat(commands()).allSatisfy(command -> assertThat(help).contains(command.name()));
        assertThat(help).doesNotContain("complete");
        assertThat(COMMANDS.parser().parse(List.of("complete", "host"), defaults()))
                .isInstanceOf(Invocation.class);
    }

    private static String help(List<String> words) {
        Parsed parsed = COMMANDS.parser().parse(words, defaults());
        assertThat(parsed).isInstanceOf(Invocation.class);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console =
                new Console(
                        new PrintWriter(out), new PrintWriter(err), Page.PLAIN, Operator.NOBODY);
        assertThat(COMMANDS.run((Invocation) parsed, console)).isEqualTo(ExitStatus.DONE);
        assertThat(err.toString()).isEmpty();
        return out.toString();
    }

    private static GlobalOptions defaults() {
        return GlobalOptions.fromEnvironment(Map.of());
    }
}
