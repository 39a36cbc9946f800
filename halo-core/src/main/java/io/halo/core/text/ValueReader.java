package io.halo.core.text;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads what [ValueWriter] wrote. The type that is expected says what a word means.
final class ValueReader {
    private final Words words;

    /// @param firstLine the number of the text's first line, for messages
    ValueReader(String text, int firstLine) {
        this.words = new Words(text, firstLine);
    }

    /// @throws BadTextException if the text is anything else than one value of that type
    Object read(Class<?> type) throws BadTextException {
        Object value = value(type);
        if (value == null || words.hasMore()) {
            throw words.bad("there is more, or less, than one " + type.getSimpleName());
        }
        return value;
    }

    private @Nullable Object value(Type type) throws BadTextException {
        Class<?> raw = Shape.raw(type);
        if (List.class.isAssignableFrom(raw)) {
            return items(Shape.argument(type, 0));
        }
        if (SortedSet.class.isAssignableFrom(raw)) {
            return new TreeSet<>(items(Shape.argument(type, 0)));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return entries(type, raw);
        }
        Words.Word word = words.next();
        if (word.is(ValueWriter.NULL)) {
            return null;
        }
        if (Leaves.isLeaf(raw)) {
            return leaf(raw, word);
        }
        Class<?> choice = word.quoted() ? null : Shape.choice(raw, word.text());
        if (choice == null) {
            throw words.bad("'" + word.text() + "' is no " + raw.getSimpleName());
        }
        return record(choice);
    }

    private Object record(Class<?> type) throws BadTextException {
        SequencedMap<String, RecordComponent> fields = Shape.fields(type);
        var found = new LinkedHashMap<String, @Nullable Object>();
        words.take("(");
        while (!words.takeIf(")")) {
            String name = words.next().text();
            RecordComponent field = fields.get(name);
            if (field == null || found.containsKey(name)) {
                throw words.bad(
                        type.getSimpleName()
                                + " has no '"
                                + name
                                + "'"
                                + (field == null ? "" : " twice"));
            }
            words.take("=");
            found.put(name, value(field.getGenericType()));
        }
        var values = new ArrayList<@Nullable Object>();
        for (Map.Entry<String, RecordComponent> field : fields.entrySet()) {
            values.add(
                    found.containsKey(field.getKey())
                            ? found.get(field.getKey())
                            : nothing(type, field.getValue()));
        }
        try {
            return Shape.make(type, values);
        } catch (BadTextException e) {
            throw words.bad(String.valueOf(e.getMessage()));
        }
    }

    /// What a field holds that was left out.
    private @Nullable Object nothing(Class<?> owner, RecordComponent field)
            throws BadTextException {
        Class<?> type = field.getType();
        if (List.class.isAssignableFrom(type)) {
            return List.of();
        }
        if (SortedSet.class.isAssignableFrom(type)) {
            return new TreeSet<>();
        }
        if (SortedMap.class.isAssignableFrom(type)) {
            return new TreeMap<>();
        }
        if (Map.class.isAssignableFrom(type)) {
            return new LinkedHashMap<>();
        }
        if (type == boolean.class) {
            return false;
        }
        if (!field.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            throw words.bad(owner.getSimpleName() + " lacks its " + field.getName());
        }
        return null;
    }

    private List<Object> items(Type type) throws BadTextException {
        var items = new ArrayList<Object>();
        words.take("[");
        while (!words.takeIf("]")) {
            items.add(present(value(type)));
        }
        return items;
    }

    private Object entries(Type type, Class<?> raw) throws BadTextException {
        Map<Object, Object> map =
                SortedMap.class.isAssignableFrom(raw) ? new TreeMap<>() : new LinkedHashMap<>();
        words.take("{");
        while (!words.takeIf("}")) {
            Object key = leaf(Shape.raw(Shape.argument(type, 0)), words.next());
            words.take(":");
            map.put(key, present(value(Shape.argument(type, 1))));
        }
        return map;
    }

    private Object present(@Nullable Object value) throws BadTextException {
        if (value == null) {
            throw words.bad("nothing stands where something must stand");
        }
        return value;
    }

    private Object leaf(Class<?> type, Words.Word word) throws BadTextException {
        try {
            return Leaves.read(type, word.text());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw words.bad("'" + word.text() + "' is no " + type.getSimpleName());
        }
    }
}
