package io.halo.core.text;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes a value of the model: on one line if it fits, else each part on lines of its own.
final class ValueWriter {
    private static final int WIDTH = 150;
    private static final String STEP = "  ";

    /// Names that need no quotes.
    static final Pattern BARE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:/@%+-]*");

    /// What stands for nothing where something must stand.
    static final String NULL = "null";

    String write(Type type, @Nullable Object value) {
        return lines(type, value, "");
    }

    private String lines(Type type, @Nullable Object value, String indent) {
        String line = line(type, value);
        if (indent.length() + line.length() <= WIDTH || value == null) {
            return line;
        }
        Parts parts = parts(type, value);
        if (parts.parts().isEmpty()) {
            return line;
        }
        String inner = indent + STEP;
        var text = new StringBuilder(parts.open());
        for (Part part : parts.parts()) {
            text.append('\n')
                    .append(inner)
                    .append(part.label())
                    .append(lines(part.type(), part.value(), inner));
        }
        return text.append('\n').append(indent).append(parts.close()).toString();
    }

    private String line(Type type, @Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        Parts parts = parts(type, value);
        var text = new StringBuilder(parts.open());
        String separator = "";
        for (Part part : parts.parts()) {
            text.append(separator).append(part.label()).append(line(part.type(), part.value()));
            separator = " ";
        }
        return text.append(parts.close()).toString();
    }

    private static Parts parts(Type type, Object value) {
        Class<?> own = value.getClass();
        if (Shape.isId(own)) {
            return Parts.leaf(name(value.toString()));
        }
        if (own.isRecord()) {
            return new Parts(own.getSimpleName() + "(", fields(own, value), ")");
        }
        return switch (value) {
            case Map<?, ?> map -> new Parts("{", entries(type, map), "}");
            case Collection<?> all -> new Parts("[", items(type, all), "]");
            case String text -> Parts.leaf(quoted(text));
            case Enum<?> constant -> Parts.leaf(constant.name());
            case Number _, Boolean _, Instant _, Duration _ -> Parts.leaf(value.toString());
            default -> throw new IllegalStateException("no text for " + own);
        };
    }

    private static List<Part> fields(Class<?> type, Object value) {
        var parts = new ArrayList<Part>();
        for (RecordComponent field : type.getRecordComponents()) {
            Object content = Shape.get(field, value);
            if (!isNothing(content)) {
                parts.add(new Part(field.getName() + "=", field.getGenericType(), content));
            }
        }
        return parts;
    }

    private static List<Part> entries(Type type, Map<?, ?> map) {
        var parts = new ArrayList<Part>();
        map.forEach((key, content) ->
                parts.add(new Part(key(key) + ": ", Shape.argument(type, 1), content)));
        return parts;
    }

    private static List<Part> items(Type type, Collection<?> all) {
        var parts = new ArrayList<Part>();
        all.forEach(item -> parts.add(new Part("", Shape.argument(type, 0), item)));
        return parts;
    }

    private static boolean isNothing(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Map<?, ?> map -> map.isEmpty();
            case Collection<?> all -> all.isEmpty();
            case Boolean flag -> !flag;
            default -> false;
        };
    }

    private static String key(Object key) {
        return name(key.toString());
    }

    private static String name(String name) {
        return BARE.matcher(name).matches() && !name.equals(NULL) ? name : quoted(name);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /// A value and how it is put in brackets.
    private record Parts(String open, List<Part> parts, String close) {
        static Parts leaf(String text) {
            return new Parts(text, List.of(), "");
        }
    }

    private record Part(String label, Type type, @Nullable Object value) {}
}
