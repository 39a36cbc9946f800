package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ProjectFiles;
import io.halo.support.machine.Needed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `halo demo` at a terminal: however it ends, nothing of it is left.
@Timeout(300)
class DemoStory {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PROMPT = Pattern.compile("halo [^>\\n]*> ");
    private static final Pattern DIRECTORY = Pattern.compile("are running in (/\\S+)");

    private Process terminal;
    private OutputStream keys;
    private Path directory;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final StringBuilder screen = new StringBuilder();

    @BeforeAll
    static void needsATerminal() {
        Needed.program("script", "bsdutils");
    }

    @BeforeEach
    void theDemoRuns() throws IOException {
        String demo = ProjectFiles.find().launcher("halo") + " demo";
        ProcessBuilder builder =
                new ProcessBuilder(
                        "script", "-qfec", "exec env --default-signal=INT " + demo, "/dev/null");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        terminal = builder.redirectErrorStream(true).start();
        keys = terminal.getOutputStream();
        Thread.ofVirtual().start(() -> collect(terminal.getInputStream()));
        // A prompt waits for the manager only for a moment: on a busy machine it says so.
        await("a prompt", () -> PROMPT.matcher(screen).find());
        Matcher found = DIRECTORY.matcher(screen);
        assertThat(found.find()).isTrue();
        directory = Path.of(found.group(1));
        assertThat(ofTheDemo()).as("four agents and a manager").hasSizeGreaterThanOrEqualTo(5);
    }

    @AfterEach
    void end() {
        terminal.descendants().forEach(ProcessHandle::destroyForcibly);
        terminal.destroyForcibly();
    }

    @Test
    void exitEndsIt() {
        type("status\r");
        expect("mds_pool0");
        type("exit\r");
        nothingIsLeft();
        assertThat(terminal.exitValue()).isZero();
    }

    @Test
    void theEndOfInputEndsIt() {
        type("\u0004");
        nothingIsLeft();
    }

    @Test
    void aSignalEndsIt() {
        terminal.descendants()
                .filter(process -> read(process, "cmdline").contains("io.halo.clusters.Demo"))
                .forEach(ProcessHandle::destroy);
        nothingIsLeft();
    }

    @Test
    void aTerminalThatVanishesEndsIt() {
        terminal.destroyForcibly();
        nothingIsLeft();
    }

    private void nothingIsLeft() {
        await("its directory is removed", () -> Files.notExists(directory));
        await("its programs have ended", () -> ofTheDemo().isEmpty());
        await("the terminal is free", () -> !terminal.isAlive());
    }

    /// Every program that knows the demo's directory.
    private List<ProcessHandle> ofTheDemo() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        (read(process, "cmdline") + read(process, "environ"))
                                .contains(directory.toString()))
                .toList();
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(
                    Path.of("/proc/" + process.pid() + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private void collect(InputStream bytes) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                output.add(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // the terminal is gone
        }
    }

    private void type(String text) {
        try {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(String text) {
        await("'" + text + "' on the screen", () -> screen.indexOf(text) >= 0);
    }

    /// Looks at the screen while it waits.
    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline)
                    .as(what + "; the screen: " + screen)
                    .isNegative();
            try {
                String more = output.poll(50, TimeUnit.MILLISECONDS);
                screen.append(more == null ? "" : more.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", ""));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
