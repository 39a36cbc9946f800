package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs the commands of a page of the documentation in one shell, as a reader would, and compares
/// what they print with the text below them.
///
/// A block of `sh` is run; a block of `text` after it lists what its output must contain, line by
/// line in this order, blanks aside. A block that only looks (its first word is `bin/halo status`)
/// is repeated until it fits: a reader would look again, too.
final class DocScript implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String END = "--end-of-block--";

    private final Process shell;
    private final BufferedWriter commands;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    private record Block(String commands, List<String> expected) {}

    /// @param directory where the shell starts
    DocScript(Path directory) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("setsid", "bash", "--noprofile", "--norc")
                        .directory(directory.toFile())
                        .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HALO_"));
        shell = builder.start();
        commands = shell.outputWriter(StandardCharsets.UTF_8);
        BufferedReader lines = shell.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> lines.lines().forEach(output::add));
        commands.write("set -m\n"); // jobs, and groups of their own, as in an interactive shell
    }

    void run(Path page) throws IOException, InterruptedException {
        List<Block> blocks = read(Files.readAllLines(page));
        assertThat(blocks).as("blocks of " + page).isNotEmpty();
        for (Block block : blocks) {
            run(block);
        }
    }

    private void run(Block block) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean looks = block.commands().startsWith("bin/halo status");
            List<String> said = say(block.commands(), looks);
            String missing = missing(block.expected(), said);
            if (missing == null) {
                return;
            }
            assertThat(looks && System.nanoTime() < deadline)
                    .as(
                            "%s%nsays%n%s%nand not: %s",
                            block.commands(), String.join("\n", said), missing)
                    .isTrue();
        }
    }

    private List<String> say(String text, boolean mayFail)
            throws IOException, InterruptedException {
        commands.write(text + "\necho \"" + END + " $?\"\n");
        commands.flush();
        var said = new ArrayList<String>();
        while (true) {
            String line = output.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(line).as("%s ends; it said %s", text, said).isNotNull();
            if (line.startsWith(END)) {
                assertThat(mayFail || line.equals(END + " 0"))
                        .as("%s ends well; it said %s: %s", text, said, line)
                        .isTrue();
                return said;
            }
            said.add(line);
        }
    }

    /// The first expected line that is not found after those before it.
    private static @Nullable String missing(List<String> expected, List<String> said) {
        int at = 0;
        for (String line : expected) {
            int found = -1;
            for (int i = at; i < said.size() && found < 0; i++) {
                if (plain(said.get(i)).contains(plain(line))) {
                    found = i;
                }
            }
            if (found < 0) {
                return line;
            }
            at = found + 1;
        }
        return null;
    }

    private static String plain(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    private static List<Block> read(List<String> lines) {
        var blocks = new ArrayList<Block>();
        var block = new ArrayList<String>();
        String kind = "";
        for (String line : lines) {
            if (!line.startsWith("```")) {
                if (!kind.isEmpty()) {
                    block.add(line);
                }
            } else if (kind.isEmpty()) {
                kind = line.substring(3).isEmpty() ? "plain" : line.substring(3);
            } else {
                if (kind.equals("sh")) {
                    blocks.add(new Block(String.join("\n", block), new ArrayList<>()));
                } else if (kind.equals("text") && !blocks.isEmpty()) {
                    blocks.getLast()
                            .expected()
                            .addAll(block.stream().filter(it -> !it.isBlank()).toList());
                }
                block.clear();
                kind = "";
            }
        }
        return blocks;
    }

    @Override
    public void close() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }
}
