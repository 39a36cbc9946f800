package io.halo.shell.render;

/// Makes text of unknown origin safe to print: the words of scripts, comments of operators, names
/// from a manager.
///
/// One line, no control characters (a terminal obeys them), no invisible characters that turn the
/// text around, no broken surrogates, bounded.
public final class CleanText {
    /// About four lines of a terminal: enough for any error message that says something.
    private static final int LONGEST = 400;

    private CleanText() {}

    public static String line(String text) {
        return line(text, LONGEST);
    }

    public static String line(String text, int longest) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
        int next = 0;
        boolean gap = false;
        while (next < text.length()) {
            int point = text.codePointAt(next);
            next += Character.charCount(point);
            if (isBlank(point)) {
                gap = !clean.isEmpty();
                continue;
            }
            if (clean.length() >= longest) {
                return clean.append('…').toString();
            }
            if (gap) {
                clean.append(' ');
                gap = false;
            }
            clean.appendCodePoint(isPrintable(point) ? point : '\uFFFD');
        }
        return clean.toString();
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
