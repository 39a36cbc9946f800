package io.halo.shell.render;

import io.halo.shell.client.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes a JSON value as block YAML. A text that YAML could take for anything else is in double
/// quotes, as in JSON.
public final class YamlText {
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*( [A-Za-z0-9_./()-]+)*");

    /// Words that YAML 1.1 or 1.2 takes for a boolean or nothing.
    private static final Pattern WORD =
            Pattern.compile("true|false|yes|no|on|off|y|n|null", Pattern.CASE_INSENSITIVE);

    private YamlText() {}

    public static String of(Json json) {
        StringBuilder text = new StringBuilder();
        write(json, 0, text);
        return text.charAt(text.length() - 1) == '\n'
                ? text.toString()
                : text.append('\n').toString();
    }

    private static void write(Json json, int depth, StringBuilder text) {
        switch (json) {
            case Json.Str(String value) -> text.append(scalar(value));
            case Json.Num(String digits) -> text.append(digits);
            case Json.Bool(boolean value) -> text.append(value);
            case Json.Null _ -> text.append("null");
            case Json.Obj(Map<String, Json> members) when members.isEmpty() -> text.append("{}");
            case Json.Arr(List<Json> elements) when elements.isEmpty() -> text.append("[]");
            case Json.Obj(Map<String, Json> members) -> {
                boolean first = true;
                for (Map.Entry<String, Json> entry : members.entrySet()) {
                    indent(first && isAfterDash(text) ? 0 : depth, text);
                    first = false;
                    text.append(scalar(entry.getKey())).append(':');
                    value(entry.getValue(), depth + 1, text);
                }
            }
            case Json.Arr(List<Json> elements) -> {
                boolean first = true;
                for (Json element : elements) {
                    indent(first && isAfterDash(text) ? 0 : depth, text).append("- ");
                    first = false;
                    write(element, depth + 1, text);
                    newline(text);
                }
            }
        }
    }

    private static void value(Json json, int depth, StringBuilder text) {
        boolean block = !json.map().isEmpty() || !json.list().isEmpty();
        text.append(block ? '\n' : ' ');
        write(json, json instanceof Json.Arr ? depth - 1 : depth, text);
        newline(text);
    }

    private static boolean isAfterDash(StringBuilder text) {
        return text.length() > 1
                && text.charAt(text.length() - 2) == '-'
                && text.charAt(text.length() - 1) == ' ';
    }

    private static StringBuilder indent(int depth, StringBuilder text) {
        return text.repeat("  ", depth);
    }

    private static void newline(StringBuilder text) {
        if (text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private static String scalar(String value) {
        return PLAIN.matcher(value).matches() && !WORD.matcher(value).matches()
                ? value
                : JsonText.quoted(value);
    }
}
