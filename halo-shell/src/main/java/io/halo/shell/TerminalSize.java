package io.halo.shell;

import io.halo.shell.render.Page;
import java.util.Map;

/// Whether standard output is a terminal, and how wide. A JVM cannot tell cheaply, a shell can:
/// `bin/halo` sets `HALO_COLUMNS` if, and only if, it is one.
final class TerminalSize {
    /// For a serial line, which does not tell its size.
    private static final int USUAL = 80;

    private TerminalSize() {}

    static Page page(Map<String, String> environment) {
        String columns = environment.getOrDefault("HALO_COLUMNS", "");
        if (columns.isEmpty()) {
            return Page.PLAIN;
        }
        boolean plain =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "dumb").equals("dumb");
        int width = number(columns);
        return new Page(width > 0 ? width : USUAL, !plain);
    }

    private static int number(String columns) {
        try {
            return Math.max(0, Integer.parseInt(columns));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
