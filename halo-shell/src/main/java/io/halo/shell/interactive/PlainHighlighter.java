package io.halo.shell.interactive;

import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.CommandHighlighter;

/// No colours while typing: the stock highlighter paints everything red until a command is
/// complete.
final class PlainHighlighter extends CommandHighlighter {
    PlainHighlighter(CommandRegistry registry) {
        super(registry);
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        return new AttributedString(buffer);
    }
}
