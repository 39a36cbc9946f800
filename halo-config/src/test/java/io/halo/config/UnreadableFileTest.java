package io.halo.config;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A file that cannot be read at all is one clear problem.
class UnreadableFileTest {
    @TempDir private Path directory = Path.of("unset");

    @Test
    void missing() {
        assertThat(Load.problems(directory.resolve("none.conf")))
                .containsExactly("none.conf: error: there is no such file");
    }

    @Test
    void belowAFile() {
        Path file = Load.file(directory, "hosts: []");
        assertThat(Load.problems(file.resolve("halo.conf")))
                .singleElement()
                .asString()
                .contains(": error: cannot be read");
    }

    @Test
    void directory() {
        assertThat(ConfigLoader.load(directory).problems())
                .singleElement()
                .hasToString(directory + ": error: is a directory, not a configuration file");
    }

    @Test
    void device() {
        assertThat(ConfigLoader.load(Path.of("/dev/zero")).problems())
                .singleElement()
                .hasToString("/dev/zero: error: is not a regular file");
    }

    @Test
    void relativePathsAreShownAsGiven() {
        assertThat(ConfigLoader.load(Path.of("none.conf")).problems())
                .singleElement()
                .hasToString("none.conf: error: there is no such file");
    }

    @Test
    void tooLarge() throws IOException {
        Path file = directory.resolve("halo.conf");
        try (var channel = Files.newByteChannel(file, CREATE, WRITE)) {
            channel.position(32 << 20);
            channel.write(ByteBuffer.wrap(new byte[1]));
        }
        assertThat(Load.problems(file)).containsExactly("halo.conf: error: is larger than 32 MiB");
    }

    @Test
    void notUtf8() throws IOException {
        Path file =
                Files.write(
                        directory.resolve("halo.conf"),
                        "hosts:\n- name: ä\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Load.problems(file))
                .containsExactly("halo.conf:2:9: error: not a text in UTF-8");
    }

    @Test
    void aByteOrderMarkIsNoProblem() {
        assertThat(Load.problems(Load.file(directory, "\uFEFFhosts: 1\n")))
                .contains(
                        "halo.conf:1:8: error: top level: hosts must be a list; found the text '1'");
    }

    @Test
    void theReplacementCharacterIsNoProblem() {
        assertThat(Load.problems(Load.file(directory, "\uFFFD: 1\n")))
                .first()
                .asString()
                .contains("unknown key '\uFFFD'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void notTheYamlThatIsMeant(String text, String problem) {
        assertThat(Load.problems(Load.file(directory, text)))
                .containsExactly("halo.conf" + problem);
    }

    static Stream<Arguments> notTheYamlThatIsMeant() {
        return Stream.of(
                Arguments.of("", ": error: the file is empty"),
                Arguments.of("# nothing\n", ": error: the file is empty"),
                Arguments.of("---\n", ": error: the file is empty"),
                Arguments.of("~\n", ": error: the file is empty"),
                Arguments.of(
                        "hosts:\n\t- a\n",
                        ":2:1: error: a tab where YAML allows only blanks: indent with blanks"),
                Arguments.of(
                        "hosts: []\nx: \u0001\n",
                        ":2:4: error: a control character; is this a text file?"),
                Arguments.of(
                        "just words\n",
                        ":1:1: error: top level: must be a mapping with cluster, hosts, resources, resource_groups;"
                                + " found the text 'just words'"),
                Arguments.of(
                        "hosts: [a, b\nresources: []\n",
                        ":2:10: error: not YAML: expected ',' or ']', but got : (while parsing a flow sequence in line 1)"),
                Arguments.of(
                        "hosts: {}: x\n",
                        ":1:10: error: not YAML: mapping values are not allowed here"),
                Arguments.of(
                        "hosts: *a\n", ":1:8: error: the alias *a stands for nothing above it"),
                Arguments.of(
                        "hosts: &a [*a]\n",
                        ":1:12: error: the alias *a stands for nothing above it"),
                Arguments.of(
                        "hosts: []\n---\nhosts: []\n",
                        ":2:1: error: a second YAML document begins here; the file must be a single one"),
                Arguments.of("[".repeat(100_000), ":1:33: error: nested deeper than 32 levels"));
    }

    @Test
    void aliasesOfAliasesDoNotFillTheMemory() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            text.append(
                    "a%d: &a%d [%s*a%d]\n"
                            .formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9), i - 1));
        }
        assertThat(Load.problems(Load.file(directory, text.toString())))
                .containsExactly(
                        "halo.conf:7:5: error: too large: more than 20000000 values with all aliases written out");
    }
}
