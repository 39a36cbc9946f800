package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `halo status --watch` at a real terminal.
@Timeout(300)
class WatchIT {
    private static final Path DOCUMENTS = Path.of("src/test/resources/status").toAbsolutePath();
    private static final String ALTERNATE_SCREEN = "\u001b[?1049h";
    private static final String USUAL_SCREEN = "\u001b[?1049l";

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
    void theScreenFollowsTheClusterAndComesBack() throws Exception {
        try (FakeManager manager = manager();
                Terminal terminal =
                        new Terminal(
                                100, new Halo(directory), "status", "--watch", "--socket", "s")) {
            terminal.expect("DEGRADED: 4 resources running");
            terminal.expect("Disconnected hosts:  fence_mds01 (fenced)");
            terminal.expect("q quit");
            assertThat(terminal.hasGot(ALTERNATE_SCREEN)).isTrue();
            assertThat(terminal.hasGot(USUAL_SCREEN)).isFalse();

            manager.answer(
                    FakeManager.json(200, "{\"verdict\":{\"level\":\"OK\",\"text\":\"fine\"}}"));
            terminal.expect("OK: fine");

            terminal.type("q");
            assertThat(terminal.end()).isZero();
            terminal.drain();
            assertThat(terminal.hasGot(USUAL_SCREEN)).isTrue();
        }
    }

    @Test
    void inTheSessionThePromptComesBack() throws Exception {
        try (FakeManager _ = manager();
                Terminal terminal = new Terminal(100, new Halo(directory), "--socket", "s")) {
            terminal.expect("halo DEGRADED> ");
            terminal.type("status --watch" + Terminal.ENTER);
            terminal.expect("q quit");
            terminal.type(Terminal.CTRL_C);
            terminal.expect("halo DEGRADED> ");
            assertThat(terminal.hasGot(USUAL_SCREEN)).isTrue();
            terminal.type("version" + Terminal.ENTER);
            terminal.expect("halo ");
            terminal.expect("halo DEGRADED> ");
            terminal.type(Terminal.CTRL_D);
            assertThat(terminal.end()).isZero();
        }
    }

    @Test
    void withoutATerminalItSaysWhatToType() throws IOException {
        Result result = new Halo(directory).run("status", "--watch", "--socket", "s");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "halo: --watch needs a terminal: type halo status, or halo status --output json\n");
        assertThat(
                        new Halo(directory)
                                .run("status", "--watch", "--output", "json", "--socket", "s")
                                .status())
                .isEqualTo(2);
    }
}
