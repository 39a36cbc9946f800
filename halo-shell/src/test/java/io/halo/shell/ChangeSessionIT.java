package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands that change something, typed at a terminal: progress, Ctrl-C, questions.
@Timeout(600)
class ChangeSessionIT {
    private static final String PROMPT = "halo DEGRADED> ";
    private static final String QUESTION = "Type yes to go on: ";
    private static final String UNCONFIRMED = "halo: not confirmed; nothing was done";

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

    private Terminal terminal(String... arguments) throws IOException {
        return new Terminal(new Halo(directory).with("HALO_SOCKET", "s"), arguments);
    }

    private void followsOnOneLine(Terminal terminal) throws InterruptedException {
        terminal.expect("failback fence_mds01, ");
        cluster.operates("running", "test_zpool_01 Stopping");
        String first = terminal.expect(" s: test_zpool_01 Stopping");
        cluster.operates(
                "running",
                "test_zpool_01 Starting with a name too long for the screen " + "x".repeat(99));
        String second = terminal.expect(" s: test_zpool_01 Starting");
        cluster.operates("done", "test_zpool_01 Starting");
        String third = terminal.expect("\rfailback fence_mds01: done (4.2 s)");
        assertThat(first + second + third).doesNotContain("\n");
        assertThat(terminal.expect("\n")).isBlank();
    }

    @Test
    void aLongCommandTellsItsStepsOnOneLineAndEndsWithItsOutcome() throws Exception {
        try (Terminal session = terminal()) {
            session.expect(PROMPT);
            session.type("failback --onto fence_mds01" + Terminal.ENTER);
            followsOnOneLine(session);
            session.expect(PROMPT);
            session.type("exit" + Terminal.ENTER);
            assertThat(session.end()).isZero();
        }
        cluster.operates("running", "");
        try (Terminal oneShot = terminal("failback", "--onto", "fence_mds01")) {
            followsOnOneLine(oneShot);
            assertThat(oneShot.end()).isZero();
        }
    }

    @Test
    void ctrlCGivesThePromptBackAndTellsWhatGoesOn() throws Exception {
        String goesOn = "halo: operation 1-7 goes on; halo operations 1-7 shows it";
        cluster.operates("running", "test_zpool_01 Stopping");
        try (Terminal session = terminal()) {
            session.expect(PROMPT);
            session.type("failback --onto fence_mds[00-01]" + Terminal.ENTER);
            session.expect("test_zpool_01 Stopping");
            session.type(Terminal.CTRL_C);
            session.expect(goesOn);
            // Of two that were begun neither is waited for.
            session.expect(goesOn);
            session.expect(PROMPT);
            session.type("operations 1-7" + Terminal.ENTER);
            session.expect("1-7 failback fence_mds01 by root: running");
            session.expect("12:00:01 test_zpool_01 Stopping");
            session.expect(PROMPT);
            session.type("wait" + Terminal.ENTER);
            session.expect("waiting; DEGRADED: ");
            session.type(Terminal.CTRL_C);
            session.expect("halo: not waiting any longer; the last was DEGRADED: ");
            session.expect(PROMPT);
            session.type(Terminal.CTRL_D);
            assertThat(session.end()).isZero();
        }
        try (Terminal oneShot = terminal("failback", "--onto", "fence_mds01")) {
            oneShot.expect("test_zpool_01 Stopping");
            oneShot.type(Terminal.CTRL_C);
            oneShot.expect(goesOn);
            assertThat(oneShot.end()).isEqualTo(130);
        }
    }

    @Test
    void whatIsDangerousIsAskedAtATerminal() throws Exception {
        cluster.operates("done", "");
        try (Terminal session = terminal()) {
            session.expect(PROMPT);
            session.type("fence fence_mds01" + Terminal.ENTER);
            session.expect("fence fence_mds01: it is powered off");
            for (String no : new String[] {"no", "y", "", "yes!"}) {
                session.expect(QUESTION);
                session.type(no + Terminal.ENTER);
                session.expect(UNCONFIRMED);
                session.expect(PROMPT);
                session.type(Terminal.UP + Terminal.ENTER);
            }
            for (String left : new String[] {Terminal.CTRL_C, Terminal.CTRL_D}) {
                session.expect(QUESTION);
                session.type(left);
                session.expect(UNCONFIRMED);
                session.expect(PROMPT);
                assertThat(cluster.commands()).isEmpty();
                session.type(Terminal.UP + Terminal.ENTER);
            }
            session.expect(QUESTION);
            session.type("yes" + Terminal.ENTER);
            session.expect("failback fence_mds01: done");
            session.expect(PROMPT);

            session.type("fence fence_mds01 --confirm-off" + Terminal.ENTER);
            session.expect("its groups will run twice and destroy data");
            session.expect(QUESTION);
            session.type("no" + Terminal.ENTER);
            session.expect(UNCONFIRMED);
            session.expect(PROMPT);
            assertThat(cluster.commands()).hasSize(1);
            session.type(Terminal.UP + Terminal.ENTER);
            session.expect(QUESTION);
            session.type("yes" + Terminal.ENTER);
            session.expect("confirm that fence_mds01 is off: done");
            session.expect(PROMPT);

            session.type("accept-state" + Terminal.ENTER);
            session.expect("two managers at once destroy data");
            session.expect(QUESTION);
            session.type("no" + Terminal.ENTER);
            session.expect(UNCONFIRMED);
            session.type("exit" + Terminal.ENTER);
            assertThat(session.end()).isZero();
        }
        assertThat(cluster.commands()).hasSize(2);
        assertThat(cluster.commands().getFirst()).startsWith("POST /hosts/fence_mds01/fence ");
        assertThat(cluster.commands().getLast())
                .startsWith("POST /hosts/fence_mds01/confirm-off ")
                .contains("\"confirm\": \"fence_mds01\"");
        assertThat(Files.readString(directory.resolve("state/halo/history")))
                .doesNotContain(":yes")
                .doesNotContain(":no\n");
    }

    @Test
    void aSingleCommandAsksTooIfSomebodyIsThere() throws Exception {
        cluster.operates("done", "");
        for (String typed : new String[] {"no" + Terminal.ENTER, Terminal.CTRL_D}) {
            try (Terminal oneShot = terminal("fence", "fence_mds01")) {
                oneShot.expect(QUESTION);
                oneShot.type(typed);
                oneShot.expect(UNCONFIRMED);
                assertThat(oneShot.end()).isEqualTo(1);
            }
        }
        assertThat(cluster.commands()).isEmpty();
        try (Terminal oneShot = terminal("fence", "fence_mds01")) {
            oneShot.expect(QUESTION);
            oneShot.type("yes" + Terminal.ENTER);
            oneShot.expect("failback fence_mds01: done");
            assertThat(oneShot.end()).isZero();
        }
        try (Terminal oneShot = terminal("fence", "fence_mds01", "--yes")) {
            assertThat(oneShot.expect("failback fence_mds01: done")).doesNotContain(QUESTION);
            assertThat(oneShot.end()).isZero();
        }
        assertThat(cluster.commands()).hasSize(2);
        // Without a terminal nobody can be asked, and whoever wrote the script meant it.
        assertThat(
                        new Halo(directory)
                                .with("HALO_SOCKET", "s")
                                .run("fence", "fence_mds01")
                                .status())
                .isZero();
    }

    @Test
    void narrowTerminalsAreFolded() throws Exception {
        cluster.operates("failed", "a step with more words than a narrow terminal has room for");
        for (String[] command :
                new String[][] {
                    {"operations"}, {"operations", "1-7"}, {"help"}, {"help", "fence"}
                }) {
            Halo halo = new Halo(directory).with("HALO_SOCKET", "s");
            try (Terminal narrow = new Terminal(50, halo, command)) {
                assertThat(narrow.end()).isZero();
                String last =
                        command[0].equals("help")
                                ? command.length == 1 ? "explains one command." : "it hangs\""
                                : command.length == 1 ? "failed" : "room for";
                assertThat(narrow.expect(last).lines())
                        .as(String.join(" ", command))
                        .allMatch(line -> line.length() <= 50);
            }
        }
    }
}
