package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The interactive session, at a real terminal.
@Timeout(600)
class SessionIT {
    private static final Path DOCUMENTS = Path.of("src/test/resources/status").toAbsolutePath();

    @TempDir Path directory;

    @BeforeEach
    void terminals() {
        assumeTrue(Terminal.isPossible(), "script (bsdutils) is not installed");
    }

    private FakeManager manager() throws IOException {
        return new FakeManager(
                directory.resolve("s"),
                FakeManager.json(200, Files.readString(DOCUMENTS.resolve("failed-over.json"))));
    }

    @Test
    void aSession() throws Exception {
        try (FakeManager manager = manager();
                Terminal terminal = new Terminal(new Halo(directory), "--socket", "s")) {
            terminal.expect("halo DEGRADED> ");

            terminal.type("statu" + Terminal.TAB);
            terminal.expect("status");
            terminal.type("-x" + Terminal.ENTER);
            terminal.expect("DEGRADED: 4 resources running");
            terminal.expect("Disconnected hosts:  fence_mds01 (fenced)");
            terminal.expect("halo DEGRADED> ");

            terminal.type("power status fence_" + Terminal.TAB);
            terminal.expect("fence_mds0");
            terminal.type(Terminal.TAB);
            terminal.expect("fence_mds00");
            terminal.expect("fence_mds01");
            terminal.type(Terminal.CTRL_C);
            terminal.expect("halo DEGRADED> ");

            terminal.type("statsu" + Terminal.ENTER);
            terminal.expect("halo: unknown command 'statsu'; did you mean status?");
            terminal.expect("halo DEGRADED> ");

            terminal.type("status --socket none" + Terminal.ENTER);
            terminal.expect("halo: cannot reach the manager at none: no such file");
            terminal.expect("halo DEGRADED> ");

            manager.answer(
                    FakeManager.json(200, "{\"verdict\":{\"level\":\"OK\",\"text\":\"fine\"}}"));
            // Three lines back is `status -x`, which asks the manager; the two since then did not.
            terminal.type(Terminal.UP + Terminal.UP + Terminal.UP + Terminal.ENTER);
            terminal.expect("OK: fine");
            terminal.expect("halo OK> ");

            terminal.type(Terminal.CTRL_D);
            assertThat(terminal.end()).isZero();
        }
        Path history = directory.resolve("state/halo/history");
        assertThat(Files.readString(history)).contains("status -x", "statsu");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(history.getParent())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("state");
        }
    }

    @Test
    void itStartsWithoutAManagerAndLeavesByExit() throws Exception {
        Files.writeString(
                directory.resolve("application.properties"), "spring.main.banner-mode=console\n");
        for (String leaving : List.of("exit", "quit")) {
            try (Terminal terminal = new Terminal(new Halo(directory), "--socket", "none")) {
                String before = terminal.expect("halo no manager> ");
                assertThat(before).doesNotContain("Spring").doesNotContain("WARN");
                terminal.type("status" + Terminal.ENTER);
                terminal.expect("halo: cannot reach the manager at none");
                terminal.type(leaving + Terminal.ENTER);
                assertThat(terminal.end()).isZero();
            }
        }
    }

    @Test
    void ctrlCEndsACommandNotTheSession() throws Exception {
        try (FakeManager manager = manager();
                Terminal terminal = new Terminal(new Halo(directory), "--socket", "s")) {
            terminal.expect("halo DEGRADED> ");
            int before = manager.requests().size();
            manager.answer(client -> {
                if (manager.requests().size() == before + 1) {
                    terminal.type(Terminal.CTRL_C);
                    FakeManager.silence().give(client);
                } else {
                    FakeManager.json(200, "{\"verdict\":{\"level\":\"OK\"}}").give(client);
                }
            });
            terminal.type("status" + Terminal.ENTER);
            terminal.expect("interrupted");
            terminal.expect("halo OK> ");
            terminal.type("exit" + Terminal.ENTER);
            assertThat(terminal.end()).isZero();
        }
    }
}
