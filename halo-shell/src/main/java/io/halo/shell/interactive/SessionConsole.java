package io.halo.shell.interactive;

import io.halo.shell.command.Console;
import io.halo.shell.render.Page;
import org.jline.terminal.Terminal;

/// The terminal as a command's console. Made anew for each command: windows are resized.
record SessionConsole(Terminal terminal) {
    Console now() {
        boolean dumb = terminal.getType().startsWith("dumb");
        boolean coloured = !dumb && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        Page page = dumb ? Page.PLAIN : new Page(Math.max(0, terminal.getWidth()), coloured);
        return new Console(
                terminal.writer(), terminal.writer(), page, new SessionOperator(terminal));
    }
}
