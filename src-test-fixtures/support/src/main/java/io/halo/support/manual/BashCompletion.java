package io.halo.support.manual;

import io.halo.support.cluster.ProjectFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The file that lets bash complete the command lines of a program, made from what the program says
/// of itself.
///
/// @param globals options that go with every command
/// @param socket where the manager is asked for names by default; empty: this program completes
///   none
public record BashCompletion(
        String program, List<Word> commands, List<Option> globals, Optional<String> socket) {
    /// A command; a program without commands is one whose name is empty.
    public record Word(String name, List<Option> options, List<Argument> arguments) {}

    /// @param shortName empty if there is none
    /// @param kind `flag`, `text`, `file`, `command` (a word of one), a kind of names, or words
    ///   parted by `|`
    public record Option(String longName, String shortName, String kind, boolean repeatable) {
        String row() {
            return longName + ":" + shortName + ":" + kind + ":" + (repeatable ? "+" : "");
        }
    }

    /// @param most how many words it may be
    public record Argument(String kind, int most) {
        String row() {
            return kind + ":" + most;
        }
    }

    public BashCompletion {
        commands = List.copyOf(commands);
        globals = List.copyOf(globals);
    }

    /// A program that knows options alone.
    public static BashCompletion ofOptions(String program, List<Option> options) {
        return new BashCompletion(
                program, List.of(new Word("", options, List.of())), List.of(), Optional.empty());
    }

    public Path file() {
        return ProjectFiles.find().root().resolve("deploy/completion").resolve(program);
    }

    /// Rewrites the file or compares it, see [Generated].
    public void check() {
        Generated.whole(file(), text());
    }

    String text() {
        String names = socket.isPresent() ? template("live-names.bash") : "";
        String kinds =
                socket.isPresent()
                        ? "    host | group | scope | operation) @FUNCTION@_names \"$1\" \"$2\" ;;\n"
                        : "";
        String body = (template("completion.bash") + names).replace("@LIVE_KINDS@", kinds);
        return (head() + tables() + "\n" + body + "\ncomplete -F @FUNCTION@ " + program + "\n")
                .replace("@FUNCTION@", "_" + program.replace('-', '_'));
    }

    private String head() {
        return """
        # Bash completion for %s. Generated from the program's own tables; a test tells when it has to be made anew.
        #
        # An option's row is --long:-s:KIND:+ (the + if it may be repeated), an argument's KIND:N (of the next N words).
        # KIND: flag, text (anything), file, command, host, group, scope, operation, or the words themselves, parted by |.

        """
                .formatted(program);
    }

    private String tables() {
        StringBuilder text = new StringBuilder();
        text.append("@FUNCTION@_commands=(\n");
        commands.forEach(command -> text.append("  '").append(command.name()).append("'\n"));
        text.append(")\n@FUNCTION@_globals=").append(list(globals.stream().map(Option::row)));
        socket.ifPresent(
                path -> text.append("@FUNCTION@_socket_default=").append(path).append('\n'));
        text.append("\n@FUNCTION@_tables() { # COMMAND: sets options and arguments\n");
        text.append("  options=() arguments=()\n  case $1 in\n");
        commands.forEach(command -> text.append(branch(command)));
        return text.append("  esac\n}\n").toString();
    }

    private static String branch(Word command) {
        String options = list(command.options().stream().map(Option::row)).indent(6).strip();
        String arguments = list(command.arguments().stream().map(Argument::row)).indent(6).strip();
        return "    '"
                + command.name()
                + "')\n      options="
                + options
                + "\n      arguments="
                + arguments
                + "\n      ;;\n";
    }

    private static String list(Stream<String> rows) {
        List<String> all = rows.toList();
        return all.isEmpty()
                ? "()\n"
                : all.stream()
                        .map(row -> "  '" + row + "'\n")
                        .collect(Collectors.joining("", "(\n", ")\n"));
    }

    private static String template(String name) {
        try (InputStream in = BashCompletion.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }
}
