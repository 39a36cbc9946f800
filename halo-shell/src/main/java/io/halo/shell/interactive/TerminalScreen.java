package io.halo.shell.interactive;

import io.halo.shell.command.Screen;
import io.halo.shell.command.Screen.Key.Kind;
import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.ClosedException;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/// The alternate screen of a terminal. Only what has changed is drawn.
public final class TerminalScreen implements Screen {
    private static final char CTRL_D = 4;
    private static final char ESCAPE = 27;
    private static final long AFTER_ESCAPE_MILLIS = 100;

    private final Terminal terminal;
    private final boolean own;
    private final Attributes before;
    private final Terminal.SignalHandler interrupt;
    private final Display display;
    private final BindingReader reader;
    private final KeyMap<Kind> keys;
    private final Thread last = new Thread(this::restore, "screen-restore");
    private final AtomicBoolean restored = new AtomicBoolean();

    private TerminalScreen(Terminal terminal, boolean own) {
        this.terminal = terminal;
        this.own = own;
        Thread user = Thread.currentThread();
        interrupt = terminal.handle(Terminal.Signal.INT, _ -> user.interrupt());
        display = new Display(terminal, true);
        reader = new BindingReader(terminal.reader());
        keys = keys(terminal);
        before = terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
        // Also when it is ended by a signal.
        Runtime.getRuntime().addShutdownHook(last);
    }

    /// Of the terminal that the program was started from.
    ///
    /// @return empty if there is none that can do it
    public static Optional<Screen> open() {
        try {
            // Whoever writes over lines needs to see them: no pipe, no dumb terminal.
            Terminal terminal =
                    TerminalBuilder.builder().system(true).dumb(false).nativeSignals(true).build();
            return Optional.of(new TerminalScreen(terminal, true));
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    /// Of a terminal that stays open.
    static Optional<Screen> of(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB)
                ? Optional.empty()
                : Optional.of(new TerminalScreen(terminal, false));
    }

    private static KeyMap<Kind> keys(Terminal terminal) {
        var keys = new KeyMap<Kind>();
        keys.setUnicode(Kind.CHARACTER);
        keys.setNomatch(Kind.CHARACTER);
        keys.setAmbiguousTimeout(AFTER_ESCAPE_MILLIS);
        keys.bind(Kind.ENTER, "\r", "\n");
        keys.bind(Kind.BACKSPACE, "\u007f", "\b");
        keys.bind(Kind.ESCAPE, String.valueOf(ESCAPE));
        keys.bind(Kind.END, String.valueOf(CTRL_D));
        Map.of(
                        Kind.UP, Capability.key_up,
                        Kind.DOWN, Capability.key_down,
                        Kind.PAGE_UP, Capability.key_ppage,
                        Kind.PAGE_DOWN, Capability.key_npage)
                .forEach((kind, capability) -> bind(keys, kind, KeyMap.key(terminal, capability)));
        keys.bind(Kind.UP, "\u001b[A");
        keys.bind(Kind.DOWN, "\u001b[B");
        for (char c = ' '; c < '\u007f'; c++) {
            keys.bind(Kind.CHARACTER, String.valueOf(c));
        }
        return keys;
    }

    private static void bind(KeyMap<Kind> keys, Kind kind, @Nullable String sequence) {
        if (sequence != null) {
            keys.bind(kind, sequence);
        }
    }

    @Override
    public int rows() {
        return Math.max(1, terminal.getHeight());
    }

    @Override
    public int columns() {
        return Math.max(1, terminal.getWidth());
    }

    @Override
    public void draw(List<String> lines) {
        int rows = rows();
        int columns = columns();
        display.resize(rows, columns);
        display.update(
                lines.stream()
                        .limit(rows)
                        .map(AttributedString::fromAnsi)
                        .map(line -> line.columnSubSequence(0, columns))
                        .collect(Collectors.toCollection(ArrayList::new)),
                -1);
    }

    @Override
    public Optional<Key> key(Duration patience) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Ctrl-C");
        }
        try {
            int next = terminal.reader().peek(Math.max(1, patience.toMillis()));
            if (next == NonBlockingReader.READ_EXPIRED) {
                return Optional.empty();
            }
            Kind kind = reader.readBinding(keys);
            return Optional.of(
                    kind == null
                            ? new Key(Kind.END, "")
                            : new Key(kind, kind == Kind.CHARACTER ? reader.getLastBinding() : ""));
        } catch (InterruptedIOException e) {
            throw new InterruptedException("Ctrl-C");
        } catch (ClosedException e) {
            return Optional.of(new Key(Kind.END, ""));
        } catch (IOException | IOError e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("Ctrl-C");
            }
            return Optional.of(new Key(Kind.END, ""));
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(last);
        } catch (IllegalStateException ending) {
            // It runs already, and has nothing left to do.
        }
        terminal.handle(Terminal.Signal.INT, interrupt);
        if (own) {
            try {
                terminal.close();
            } catch (IOException e) {
                // It is as it was before; nothing depends on it any more.
            }
        }
    }

    private void restore() {
        if (restored.compareAndSet(false, true)) {
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.keypad_local);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
        }
    }
}
