package io.halo.core.text;

/// Splits text into words: names, numbers, quoted strings and brackets.
final class Words {
    private static final String MARKS = "()[]{}=";

    private final String text;
    private final int firstLine;
    private int at;

    Words(String text, int firstLine) {
        this.text = text;
        this.firstLine = firstLine;
    }

    boolean hasMore() {
        skipBlanks();
        return at < text.length();
    }

    Word next() throws BadTextException {
        if (!hasMore()) {
            throw bad("it ends too early");
        }
        char first = text.charAt(at);
        if (first == '"') {
            return quoted();
        }
        int begin = at;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            at++;
        }
        if (at == begin) {
            throw bad("'" + first + "' has no place here");
        }
        return new Word(text.substring(begin, at), false);
    }

    void take(String mark) throws BadTextException {
        if (!takeIf(mark)) {
            throw bad("'" + mark + "' is missing");
        }
    }

    boolean takeIf(String mark) {
        skipBlanks();
        if (text.startsWith(mark, at)) {
            at += mark.length();
            return true;
        }
        return false;
    }

    BadTextException bad(String why) {
        long line = firstLine + text.substring(0, Math.min(at, text.length())).lines().count() - 1;
        return new BadTextException("line " + Math.max(line, firstLine) + ": " + why);
    }

    /// A word ends at a blank or a mark, and a key at the colon that a blank follows.
    private boolean isEnd(char c) {
        return Character.isWhitespace(c)
                || MARKS.indexOf(c) >= 0
                || c == ':'
                        && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)));
    }

    private Word quoted() throws BadTextException {
        var word = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            word.append(c == '\\' ? escaped() : c);
        }
        if (at >= text.length()) {
            throw bad("a string does not end");
        }
        at++;
        return new Word(word.toString(), true);
    }

    private char escaped() throws BadTextException {
        if (at >= text.length()) {
            throw bad("a string does not end");
        }
        char c = text.charAt(at++);
        if (c != 'u') {
            return c;
        }
        try {
            char code = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return code;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw bad("\\u needs four hexadecimal digits");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /// @param quoted whether it stood in quotes: then it is no keyword
    record Word(String text, boolean quoted) {
        boolean is(String keyword) {
            return !quoted && text.equals(keyword);
        }
    }
}
