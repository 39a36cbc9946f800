package io.halo.shell.render;

import io.halo.shell.client.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes JSON with two blanks of indentation. Control characters are escaped, so a terminal cannot
/// be tricked.
public final class JsonText {
    private JsonText() {}

    public static String pretty(Json json) {
        StringBuilder text = new StringBuilder();
        write(json, 0, text);
        return text.append('\n').toString();
    }

    private static void write(Json json, int depth, StringBuilder text) {
        switch (json) {
            case Json.Str(String value) -> text.append(quoted(value));
            case Json.Num(String digits) -> text.append(digits);
            case Json.Bool(boolean value) -> text.append(value);
            case Json.Null _ -> text.append("null");
            case Json.Obj(Map<String, Json> members) when members.isEmpty() -> text.append("{}");
            case Json.Arr(List<Json> elements) when elements.isEmpty() -> text.append("[]");
            case Json.Obj(Map<String, Json> members) -> {
                text.append('{');
                Iterator<Map.Entry<String, Json>> entries = members.entrySet().iterator();
                while (entries.hasNext()) {
                    Map.Entry<String, Json> entry = entries.next();
                    line(depth + 1, text).append(quoted(entry.getKey())).append(": ");
                    write(entry.getValue(), depth + 1, text);
                    text.append(entries.hasNext() ? "," : "");
                }
                line(depth, text).append('}');
            }
            case Json.Arr(List<Json> elements) -> {
                text.append('[');
                Iterator<Json> values = elements.iterator();
                while (values.hasNext()) {
                    line(depth + 1, text);
                    write(values.next(), depth + 1, text);
                    text.append(values.hasNext() ? "," : "");
                }
                line(depth, text).append(']');
            }
        }
    }

    private static StringBuilder line(int depth, StringBuilder text) {
        return text.append('\n').repeat("  ", depth);
    }

    static String quoted(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    if (isHarmless(c)) {
                        text.append(c);
                    } else {
                        text.append("\\u").append(String.format("%04x", (int) c));
                    }
                }
            }
        }
        return text.append('"').toString();
    }

    /// Everything else is escaped: controls, C1 controls, line separators, marks that turn text
    /// around.
    private static boolean isHarmless(char c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
