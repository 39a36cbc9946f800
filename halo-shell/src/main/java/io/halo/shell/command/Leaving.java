package io.halo.shell.command;

/// What is told when Ctrl-C ends the program; in a session it interrupts the thread instead.
final class Leaving implements AutoCloseable {
    private final Thread last;
    private final boolean hooked;

    /// @param words runs as the program ends, unless this was closed before
    Leaving(Runnable words) {
        last = new Thread(words, "leaving");
        hooked = hook(last);
    }

    private static boolean hook(Thread last) {
        try {
            Runtime.getRuntime().addShutdownHook(last);
            return true;
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    @Override
    public void close() {
        if (hooked) {
            try {
                Runtime.getRuntime().removeShutdownHook(last);
            } catch (IllegalStateException ending) {
                // It runs already.
            }
        }
    }
}
