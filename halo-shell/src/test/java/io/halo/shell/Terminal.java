package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

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

/// A person at a terminal: types keys, and reads what the screen says. The terminal is made by
/// `script` of util-linux.
final class Terminal implements AutoCloseable {
    static final String TAB = "\t";
    static final String ENTER = "\r";
    static final String UP = "\u001bOA";
    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final OutputStream keys;
    private final Thread collector;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final StringBuilder screen = new StringBuilder();
    private int read;

    /// A serial line, which does not tell its size.
    Terminal(Halo halo, String... arguments) throws IOException {
        this(0, halo, arguments);
    }

    Terminal(int columns, Halo halo, String... arguments) throws IOException {
        // exec: a shell in between would take part in Ctrl-C and report its own status.
        // env: whoever builds in the background of a shell ignores Ctrl-C, and so would the
        // console.
        String size = columns > 0 ? "stty cols " + columns + " rows 24; " : "";
        String line =
                size + "exec env --default-signal=INT " + String.join(" ", halo.command(arguments));
        process =
                halo.with("TERM", "xterm")
                        .with("SHELL", "/bin/sh")
                        .builder(List.of("script", "-qfec", line, "/dev/null"))
                        .redirectErrorStream(true)
                        .start();
        keys = process.getOutputStream();
        collector = Thread.ofVirtual().start(() -> collect(process.getInputStream()));
    }

    static boolean isPossible() {
        return Files.isExecutable(Path.of("/usr/bin/script"));
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

    void type(String text) {
        try {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the screen has said this, after whatever was waited for before.
    String expect(String text) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int found = plain().indexOf(text, read);
        while (found < 0) {
            String more = output.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(more)
                    .as("'%s' never came; the screen: %s", text, plain().substring(read))
                    .isNotNull();
            screen.append(more);
            found = plain().indexOf(text, read);
        }
        String said = plain().substring(read, found + text.length());
        read = found + text.length();
        return said;
    }

    /// Whether that was among what came so far, cursor movements and colours included.
    boolean hasGot(String sequence) {
        return screen.indexOf(sequence) >= 0;
    }

    /// Without the sequences that move the cursor and change colours.
    private String plain() {
        return screen.toString().replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]|\u0007", "");
    }

    /// Everything that was said before the end; the program has ended.
    void drain() throws InterruptedException {
        collector.join();
        for (String more = output.poll(); more != null; more = output.poll()) {
            screen.append(more);
        }
    }

    int end() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the session ends")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
