package io.halo.agent.ocf;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What a script said on stderr, fit to be shown (D10): no escape sequences, no control characters
/// but newline and tab.
///
/// @param tail the end of it
/// @param reason the last line marked with [#PREFIX], without that; empty if there is none
public record Words(String tail, String reason) {
    /// Marks the one line meant for the operator.
    public static final String PREFIX = "ocf-exit-reason:";

    public static final Words NONE = new Words("", "");

    /// Some sixty lines: the reason and what led to it.
    static final int TAIL_BYTES = 4096;

    /// A line of a table or of a log.
    private static final int REASON_LENGTH_MAX = 512;

    /// Colours, cursor movements, window titles.
    private static final Pattern ESCAPE =
            Pattern.compile(
                    "\u001b(\\[[0-9;:?<=>]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)|[@-Z\\\\^_])");

    private static final char REPLACEMENT = '\uFFFD';

    static Words of(String stderr) {
        String clean = clean(stderr);
        String reason =
                clean.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith(PREFIX))
                        .map(line -> line.substring(PREFIX.length()).strip())
                        .reduce("", (earlier, later) -> later);
        return new Words(lastBytes(clean, TAIL_BYTES), oneLine(reason));
    }

    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        ESCAPE.matcher(text)
                .replaceAll("")
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .forEach(point -> {
                    boolean shown = point == '\n' || point == '\t' || isPrintable(point);
                    clean.appendCodePoint(shown ? point : REPLACEMENT);
                });
        return clean.toString();
    }

    /// Formats (text direction, zero width) would garble a table as well as an escape sequence
    /// does.
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    private static String oneLine(String line) {
        String text = line.replace('\t', ' ');
        return text.length() <= REASON_LENGTH_MAX
                ? text
                : text.substring(
                                0,
                                text.offsetByCodePoints(
                                        0, text.codePointCount(0, REASON_LENGTH_MAX) - 1))
                        + "…";
    }

    /// The longest end of the text that takes at most so many bytes as UTF-8.
    private static String lastBytes(String text, int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = Math.max(0, bytes.length - limit);
        while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
            from++;
        }
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
