package io.halo.shell.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.spec.Completion.Proposal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static final List<CommandSpec> COMMANDS =
            List.of(
                    CommandSpec.of("status", "the page").with(OptionSpec.flag("--why", "reasons")),
                    CommandSpec.of("power on", "")
                            .with(ArgumentSpec.anyNumber("HOST", new ValueType.HostName())),
                    CommandSpec.of("power off", "")
                            .with(ArgumentSpec.one("HOST", new ValueType.HostName())),
                    CommandSpec.of("help", "")
                            .with(ArgumentSpec.anyNumber("COMMAND", new ValueType.CommandWord())));

    private static Completion complete(String line) {
        List<String> words = LineWords.typing(line).words();
        return Completion.of(COMMANDS, words.subList(0, words.size() - 1), words.getLast());
    }

    private static List<String> words(String line) {
        return complete(line).proposals().stream().map(Proposal::word).toList();
    }

    @Test
    void commandsWordByWord() {
        assertThat(words("")).containsExactly("status", "power", "help");
        assertThat(words("power ")).containsExactly("on", "off");
        assertThat(complete("").proposals().getFirst().description()).isEqualTo("the page");
    }

    @Test
    void optionsThatAreNotTypedYet() {
        assertThat(words("status --")).contains("--why", "--socket", "--output");
        assertThat(words("status --why --")).doesNotContain("--why");
        assertThat(words("--")).contains("--socket").doesNotContain("--why");
    }

    @Test
    void valuesOfOptions() {
        assertThat(words("status --output ")).containsExactly("table", "json", "yaml");
        assertThat(words("status --output=j")).contains("--output=json");
        assertThat(complete("status --socket ").value()).isEqualTo(new ValueType.FilePath());
        assertThat(complete("status --socket=/t").prefix()).isEqualTo("--socket=");
    }

    @Test
    void argumentsAsLongAsOneMayFollow() {
        assertThat(complete("power on a ").value()).isEqualTo(new ValueType.HostName());
        assertThat(complete("power off ").value()).isEqualTo(new ValueType.HostName());
        assertThat(complete("power off a ").value()).isNull();
        assertThat(complete("power off --verbose ").value()).isEqualTo(new ValueType.HostName());
        assertThat(words("help ")).contains("status", "power");
    }

    @Test
    void nonsenseHasNoProposals() {
        assertThat(words("nothing ")).isEmpty();
        assertThat(complete("- ").value()).isNull();
    }
}
