package io.halo.support.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON document. Recursive: made for the answers of our own programs, which are not
/// deep.
final class JsonReader {
    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    Json document() {
        Json value = value();
        skipBlanks();
        if (at != text.length()) {
            throw error("more text after the document");
        }
        return value;
    }

    private Json value() {
        skipBlanks();
        return switch (peek()) {
            case '{' -> fields();
            case '[' -> items();
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Absent());
            default -> number();
        };
    }

    private Json fields() {
        Map<String, Json> values = new LinkedHashMap<>();
        expect('{');
        if (!ends('}')) {
            do {
                skipBlanks();
                String name = string();
                skipBlanks();
                expect(':');
                values.put(name, value());
            } while (another('}'));
        }
        return new Json.Fields(values);
    }

    private Json items() {
        List<Json> values = new ArrayList<>();
        expect('[');
        if (!ends(']')) {
            do {
                values.add(value());
            } while (another(']'));
        }
        return new Json.Items(values);
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = next();
            out.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return out.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text, at - 4, at, 16);
            }
            default -> c;
        };
    }

    private Json number() {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == start) {
            throw error("no value");
        }
        return new Json.Digits(text.substring(start, at));
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw error("no value");
        }
        at += word.length();
        return value;
    }

    private boolean another(char end) {
        skipBlanks();
        if (peek() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private boolean ends(char end) {
        skipBlanks();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void expect(char c) {
        if (next() != c) {
            throw error("expected " + c);
        }
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= text.length()) {
            throw error("the document ends too early");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException error(String what) {
        return new IllegalArgumentException("JSON, character " + at + ": " + what);
    }
}
