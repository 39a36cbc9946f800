package io.halo.core.text;

import io.halo.core.model.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Values that are one word.
final class Leaves {
    private Leaves() {}

    static boolean isLeaf(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == Long.class
                || type == Integer.class
                || type == String.class
                || type == Instant.class
                || type == Duration.class
                || Shape.isId(type);
    }

    /// @throws IllegalArgumentException or a DateTimeException if the word is no such value
    static Object read(Class<?> type, String word) {
        if (type == String.class) {
            return word;
        }
        if (type == long.class || type == Long.class) {
            return Long.parseLong(word);
        }
        if (type == int.class || type == Integer.class) {
            return Integer.parseInt(word);
        }
        if (type == boolean.class) {
            return flag(word);
        }
        if (type == Instant.class) {
            return Instant.parse(word);
        }
        if (type == Duration.class) {
            return Duration.parse(word);
        }
        if (type == CommandId.class) {
            return CommandId.parse(word).orElseThrow(IllegalArgumentException::new);
        }
        if (type.isEnum()) {
            return constant(type, word);
        }
        try {
            return Shape.make(type, List.of(word));
        } catch (BadTextException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean flag(String word) {
        if (!word.equals("true") && !word.equals("false")) {
            throw new IllegalArgumentException(word);
        }
        return word.equals("true");
    }

    private static Object constant(Class<?> type, String word) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(word);
    }
}
