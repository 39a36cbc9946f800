package io.halo.shell.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A terminal that one command has for itself: what was there before comes back when it is closed.
public interface Screen extends AutoCloseable {
    /// May change at any time.
    int rows();

    /// May change at any time.
    int columns();

    /// In the place of what was drawn before. Lines that are too many or too long are cut.
    ///
    /// @param lines may have colours
    void draw(List<String> lines);

    /// The next key, as soon as there is one.
    ///
    /// @return empty if none came in time
    /// @throws InterruptedException at Ctrl-C
    Optional<Key> key(Duration patience) throws InterruptedException;

    @Override
    void close();

    /// @param text what was typed, if it is a character
    record Key(Kind kind, String text) {
        public enum Kind {
            CHARACTER,
            ENTER,
            ESCAPE,
            BACKSPACE,
            UP,
            DOWN,
            PAGE_UP,
            PAGE_DOWN,
            /// The terminal is gone, or Ctrl-D.
            END
        }
    }
}
