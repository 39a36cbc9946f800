package io.halo.manager.adapter.agent;

import java.util.List;

/// Makes one short, harmless line of what a script, an agent or a library said.
final class Words {
    /// Enough for a path and a reason; short enough for a line of status.
    static final int LIMIT = 300;

    private Words() {}

    /// Control characters (escape sequences, newlines) become blanks, blanks are folded, the end is
    /// cut.
    static String clean(String text) {
        var line = new StringBuilder(Math.min(text.length(), LIMIT));
        boolean blank = false;
        for (int at = 0;
                at < text.length() && line.length() < LIMIT;
                at += Character.charCount(text.codePointAt(at))) {
            int character = text.codePointAt(at);
            if (isHarmless(character)) {
                if (blank && !line.isEmpty()) {
                    line.append(' ');
                }
                line.appendCodePoint(character);
                blank = false;
            } else {
                blank = true;
            }
        }
        return line.toString();
    }

    /// The exit reason, if the script gave one, else its last words on stderr.
    static String ofScript(String exitReason, String stderr) {
        String reason = clean(exitReason);
        if (!reason.isEmpty()) {
            return reason;
        }
        List<String> lines =
                stderr.lines().map(Words::clean).filter(line -> !line.isEmpty()).toList();
        return lines.isEmpty() ? "" : lines.getLast();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
