package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the keys do while a line is typed: TAB, arrows, exclamation marks.
@Timeout(600)
class TypingIT {
    private static final String PROMPT = "halo DEGRADED> ";

    @TempDir Path directory;

    private FakeCluster cluster;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Terminal.isPossible(), "script (bsdutils) is not installed");
        cluster = new FakeCluster(directory);
    }

    @AfterEach
    void stop() throws IOException {
        cluster.close();
    }

    private Terminal session() throws IOException {
        return new Terminal(new Halo(directory), "--socket", "s");
    }

    /// Types the line, in which each `\t` is answered with the text after it, and drops it.
    private static void completes(Terminal terminal, String... typedAndShown)
            throws InterruptedException {
        for (int i = 0; i < typedAndShown.length; i += 2) {
            terminal.type(typedAndShown[i] + Terminal.TAB);
            terminal.expect(typedAndShown[i + 1]);
        }
        terminal.type(Terminal.CTRL_C);
        terminal.expect(PROMPT);
    }

    @Test
    void tabCompletesCommandsAndTheirNames() throws Exception {
        Map<String, String> ofGroups = new LinkedHashMap<>();
        ofGroups.put("man", "manage ");
        ofGroups.put("unm", "unmanage ");
        ofGroups.put("star", "start ");
        ofGroups.put("sto", "stop ");
        ofGroups.put("rest", "restart ");
        ofGroups.put("cl", "cleanup ");
        Map<String, String> ofHosts = new LinkedHashMap<>();
        ofHosts.put("act", "activate ");
        ofHosts.put("dea", "deactivate ");
        ofHosts.put("rese", "reset ");
        ofHosts.put("fen", "fence ");
        ofHosts.put("failback --on", "failback --onto ");
        try (Terminal terminal = session()) {
            terminal.expect(PROMPT);
            for (Map.Entry<String, String> command : ofGroups.entrySet()) {
                completes(
                        terminal,
                        command.getKey(),
                        command.getValue(),
                        "te",
                        "test_zpool_0",
                        "1 --rea",
                        "--reason ");
            }
            for (Map.Entry<String, String> command : ofHosts.entrySet()) {
                completes(
                        terminal,
                        command.getKey(),
                        command.getValue(),
                        "fe",
                        "fence_mds0",
                        "1 --no",
                        "--no-wait ");
            }
            completes(terminal, "fence fence_mds01 --confir", "--confirm-off ", "--y", "--yes ");
            completes(terminal, "deactivate fence_mds01 --f", "--force ");
            completes(terminal, "acc", "accept-state ", "--y", "--yes ");
            terminal.type("exit" + Terminal.ENTER);
            assertThat(terminal.end()).isZero();
        }
        assertThat(cluster.commands()).isEmpty();
    }

    @Test
    void tabCompletesWhatBelongsToACommand() throws Exception {
        try (Terminal terminal = session()) {
            terminal.expect(PROMPT);
            completes(terminal, "main", "maintenance ", "on cl", "cluster ", "--un", "--until ");
            completes(terminal, "maintenance off host:", "host:fence_mds0", "0", "fence_mds00 ");
            completes(terminal, "op", "operations ", "1", "1-7 ");
            completes(
                    terminal, "ev", "events ", "sh", "show ", "--ob", "--object ", "c", "cluster");
            completes(terminal, "wa", "wait ", "--hea", "--healthy ", "--t", "--timeout ");
            // A name that is there already is not offered again.
            completes(terminal, "stop test_zpool_00 te", "test_zpool_01 ");
            terminal.type(Terminal.CTRL_D);
            assertThat(terminal.end()).isZero();
        }
    }

    @Test
    void tabCompletesFilesAndNothingElse() throws Exception {
        Files.createDirectories(directory.resolve("run/deep"));
        Files.writeString(directory.resolve("run/halo.socket"), "");
        Files.writeString(directory.resolve("run/.hidden"), "");
        try (Terminal terminal = session()) {
            terminal.expect(PROMPT);
            completes(terminal, "status --socket=r", "run/", "h", "halo.socket ");
            completes(terminal, "status --socket r", "run/", "d", "deep/");
            completes(terminal, "status --socket=run/", "deep/");
            completes(terminal, "validate --config=run/.", "run/.hidden ");
            // Nothing fits: neither a command nor an option is offered in its place.
            terminal.type("status --socket=no/" + Terminal.TAB + Terminal.TAB + "x --wh");
            terminal.type(Terminal.TAB);
            assertThat(terminal.expect("--why ")).doesNotContain("manage").doesNotContain("run");
            terminal.type(Terminal.CTRL_C);
            terminal.expect(PROMPT);
            terminal.type(Terminal.CTRL_D);
            assertThat(terminal.end()).isZero();
        }
    }

    @Test
    void anExclamationMarkIsMeant() throws Exception {
        try (Terminal terminal = session()) {
            terminal.expect(PROMPT);
            terminal.type("stop test_zpool_00 --reason \"it!s !! !stop 5!\" --no-wait");
            terminal.type(Terminal.ENTER);
            terminal.expect("stop test_zpool_00: done");
            terminal.expect(PROMPT);
            // Ctrl-D leaves an empty line only.
            terminal.type("exi" + Terminal.CTRL_D + "t" + Terminal.ENTER);
            assertThat(terminal.end()).isZero();
        }
        assertThat(cluster.commands()).hasSize(1);
        assertThat(cluster.commands().getFirst()).contains("\"comment\": \"it!s !! !stop 5!\"");
    }

    @Test
    void theNextConsoleKnowsWhatWasTypedInTheLastOne() throws Exception {
        for (String line : List.of("operations", "cleanup test_zpool_01")) {
            try (Terminal terminal = session()) {
                terminal.expect(PROMPT);
                terminal.type(line + Terminal.ENTER);
                terminal.expect(PROMPT);
                terminal.type("exit" + Terminal.ENTER);
                assertThat(terminal.end()).isZero();
            }
        }
        try (Terminal terminal = session()) {
            terminal.expect(PROMPT);
            terminal.type(Terminal.UP);
            terminal.expect("exit");
            terminal.type(Terminal.UP);
            terminal.expect("cleanup test_zpool_01");
            terminal.type(Terminal.ENTER);
            terminal.expect("cleanup test_zpool_01: done");
            terminal.expect(PROMPT);
            terminal.type(Terminal.UP.repeat(5) + Terminal.ENTER);
            terminal.expect("1-7 failback fence_mds01 by root: running");
            terminal.expect(PROMPT);
            terminal.type(Terminal.CTRL_D);
            assertThat(terminal.end()).isZero();
        }
        assertThat(cluster.commands()).hasSize(2);
    }
}
