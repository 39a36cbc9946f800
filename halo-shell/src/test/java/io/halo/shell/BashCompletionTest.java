package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.command.Commands;
import io.halo.shell.spec.CommandSpec;
import io.halo.shell.spec.Completion;
import io.halo.shell.spec.Completion.Proposal;
import io.halo.shell.spec.GlobalOptions;
import io.halo.shell.spec.LineWords;
import io.halo.shell.spec.OptionSpec;
import io.halo.shell.spec.ValueType;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real bash with `deploy/completion/halo`. The console itself is a script here, so that nothing
/// depends on how quickly a JVM starts; `CompleteIT` has the real one.
@Timeout(120)
class BashCompletionTest {
    private static final Path FILE = CompletionFileTest.completion().file();
    private static final List<CommandSpec> COMMANDS = Commands.all().specs();

    @TempDir Path directory;

    /// Two pieces of code that propose the same, for every command and every option of it.
    @Test
    void bashProposesWhatTheSessionDoes() {
        List<String> lines =
                COMMANDS.stream().flatMap(BashCompletionTest::lines).distinct().toList();
        List<List<String>> proposed = new Bash(new Halo(directory), FILE).propose(lines);
        assertThat(lines).hasSizeGreaterThan(500);
        assertThat(proposed).hasSameSizeAs(lines);
        int some = 0;
        for (int i = 0; i < lines.size(); i++) {
            List<String> wanted = wanted(lines.get(i));
            if (wanted != null) {
                assertThat(proposed.get(i)).as("%s", lines.get(i)).isEqualTo(wanted);
                some += wanted.isEmpty() ? 0 : 1;
            }
        }
        assertThat(some).isGreaterThan(200);
    }

    private static Stream<String> lines(CommandSpec command) {
        String name = "halo " + command.name();
        List<String> lines = new ArrayList<>();
        for (int i = "halo ".length(); i <= name.length(); i++) {
            lines.add(name.substring(0, i));
        }
        lines.addAll(List.of(name + " ", name + " -", name + " --", name + " x ", name + " x y "));
        lines.addAll(List.of("halo --verbose " + command.name() + " ", name + " --nothing "));
        for (OptionSpec option :
                Stream.concat(command.options().stream(), GlobalOptions.SPECS.stream()).toList()) {
            String with = name + " " + option.longName();
            String typed = option.isFlag() ? with : with + " v";
            lines.addAll(
                    List.of(
                            name + " " + option.longName().substring(0, 4),
                            with,
                            with + " ",
                            with + "=",
                            with + "=j",
                            typed + " ",
                            typed + " --",
                            typed + " \"a b\" -"));
            if (!option.shortName().isEmpty()) {
                lines.add(name + " " + option.shortName() + " ");
                lines.add(name + " " + option.shortName() + "v --");
            }
        }
        return lines.stream();
    }

    /// Null where it depends on the files that there are.
    private static @Nullable List<String> wanted(String line) {
        List<String> words = LineWords.typing(line.substring("halo ".length())).words();
        String current = words.getLast();
        Completion completion =
                Completion.of(COMMANDS, words.subList(0, words.size() - 1), current);
        if (completion.value() instanceof ValueType.FilePath) {
            return null;
        }
        int left = current.indexOf('=') + 1;
        return completion.proposals().stream()
                .map(Proposal::word)
                .filter(word -> word.startsWith(current))
                .map(word -> word.substring(left))
                .sorted()
                .toList();
    }

    @Test
    void namesComeFromTheManagerAndAreOfferedOnce() throws IOException {
        Bash bash = bash("printf '%s\\n' cluster oss00 oss01 mds00; echo \"$*\" >>asked");
        try (ServerSocketChannel _ = socket("s")) {
            assertThat(
                            bash.propose(
                                    List.of(
                                            "./halo fence --socket s ",
                                            "./halo fence --socket=s oss00 o",
                                            "./halo --socket s plan --fail=m",
                                            "./halo --socket s maintenance on host:oss",
                                            "./halo --socket s maintenance on c",
                                            "./halo --socket s stop ")))
                    .containsExactly(
                            List.of("cluster", "mds00", "oss00", "oss01"),
                            List.of("oss01"),
                            List.of("mds00"),
                            List.of("oss00", "oss01"),
                            List.of("cluster"),
                            List.of("cluster", "mds00", "oss00", "oss01"));
        }
        assertThat(Files.readAllLines(directory.resolve("asked")))
                .as("one answer serves ten seconds")
                .containsExactly(
                        "complete host --socket s",
                        "complete scope --socket s",
                        "complete group --socket s");
    }

    /// A name is text, whatever it says.
    @Test
    void namesAreNeverEvaluated() throws IOException {
        Bash bash = bash("cat names");
        Files.writeString(
                directory.resolve("names"), "$(touch evil)\n`touch evil`\na b\nx;touch evil\n*\n");
        try (ServerSocketChannel _ = socket("s")) {
            assertThat(bash.propose("./halo stop --socket s "))
                    .containsExactlyInAnyOrder(
                            "\\$\\(touch\\ evil\\)",
                            "\\`touch\\ evil\\`",
                            "a\\ b",
                            "x\\;touch\\ evil",
                            "\\*");
            assertThat(bash.propose("./halo stop --socket s a\\ ")).containsExactly("a\\ b");
            assertThat(bash.propose("./halo stop --socket s \"a")).containsExactly("a b");
            assertThat(bash.propose("./halo stop --socket s \"$")).isEmpty();
        }
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    /// Silence of the manager is silence of the completion.
    @Test
    void aManagerThatHangsCostsASecond() throws IOException {
        Bash bash = bash("trap '' TERM; echo asked >>asked; sleep 60");
        try (ServerSocketChannel _ = socket("s")) {
            long start = System.nanoTime();
            assertThat(bash.propose("./halo stop --socket s ")).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(20));
        }
        assertThat(directory.resolve("asked")).exists();
    }

    @Test
    void withoutASocketNothingIsStarted() throws IOException {
        Bash bash = bash("echo asked >>asked; echo oss00");
        assertThat(bash.propose("./halo fence --socket s ")).isEmpty();
        assertThat(directory.resolve("asked")).doesNotExist();
    }

    @Test
    void aManagerThatFailsHasNoNames() throws IOException {
        Bash bash = bash("echo 'halo: no' >&2; exit 1");
        try (ServerSocketChannel _ = socket("s")) {
            assertThat(bash.propose("./halo explain --socket s ")).isEmpty();
        }
    }

    @Test
    void filesAreCompletedWithDirectories() throws IOException {
        Files.createDirectories(directory.resolve("conf/more"));
        Files.createFile(directory.resolve("conf/a b.conf"));
        Bash bash = new Bash(new Halo(directory), FILE);
        assertThat(bash.propose("halo validate --config conf/"))
                .containsExactly("conf/a b.conf", "conf/more");
        assertThat(bash.propose("halo validate --config=conf/a")).containsExactly("conf/a b.conf");
        assertThat(bash.propose("halo report --to conf/a\\ ")).containsExactly("conf/a b.conf");
    }

    /// The daemons' files have tables of their own and the same code.
    @Test
    void theDaemonsCompleteTheirOptions() throws IOException {
        Files.createFile(directory.resolve("old.state"));
        Bash manager = new Bash(new Halo(directory), FILE.resolveSibling("halo-manager"));
        assertThat(
                        manager.propose(
                                List.of(
                                        "halo-manager --s",
                                        "halo-manager --statefile x --s",
                                        "/opt/halo/bin/halo-manager --http ",
                                        "halo-manager --http=o",
                                        "halo-manager --import-state ol",
                                        "halo-manager --sleep-time ",
                                        "halo-manager --mtls ")))
                .containsExactly(
                        List.of("--sleep-time", "--socket", "--statefile"),
                        List.of("--sleep-time", "--socket"),
                        List.of("off"),
                        List.of("off"),
                        List.of("old.state"),
                        List.of(),
                        List.of());
        Bash agent = new Bash(new Halo(directory), FILE.resolveSibling("halo-agent"));
        assertThat(agent.propose("halo-agent --ocf-root=ol")).containsExactly("old.state");
        assertThat(agent.propose("halo-agent --port 8000 --p")).isEmpty();
    }

    /// With readline, as an operator has it: a word is finished, a blank follows, and the line
    /// runs.
    @Test
    void atATerminal() throws IOException, InterruptedException {
        bash("[ \"$1\" != complete ] || exec echo 'oss 00'; printf '<%s>' \"$@\"; echo");
        Halo shell = new Halo(directory).from(Path.of("/bin/bash")).with("PS1", "ready> ");
        try (ServerSocketChannel _ = socket("s");
                Terminal terminal = new Terminal(shell, "--norc", "-i")) {
            terminal.expect("ready> ");
            terminal.type("PATH=$PWD:$PATH; source '" + FILE + "'" + Terminal.ENTER);
            terminal.expect("ready> ");
            terminal.type("halo act\t--so\ts oss\\ \t--no-w\t--output=j\t" + Terminal.ENTER);
            terminal.expect("<activate><--socket><s><oss 00><--no-wait><--output=json>");
            terminal.type("exit" + Terminal.ENTER);
            assertThat(terminal.end()).isZero();
        }
    }

    private Bash bash(String console) throws IOException {
        Path program = Files.writeString(directory.resolve("halo"), "#!/bin/sh\n" + console + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Bash(new Halo(directory), FILE);
    }

    private ServerSocketChannel socket(String name) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
        return server;
    }
}
