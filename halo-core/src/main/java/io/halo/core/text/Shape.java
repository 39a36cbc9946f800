package io.halo.core.text;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What the text knows of the model's types: all of them are records, sealed interfaces of records,
/// enums, and ordered collections of such.
final class Shape {
    private Shape() {}

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type;
    }

    static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    /// A record that is nothing but a name or number of something, and has no choices beside it.
    static boolean isId(Class<?> type) {
        return type.isRecord()
                && Comparable.class.isAssignableFrom(type)
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getType() == String.class;
    }

    static SequencedMap<String, RecordComponent> fields(Class<?> type) {
        var fields = new LinkedHashMap<String, RecordComponent>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.put(component.getName(), component);
        }
        return fields;
    }

    /// The record of that simple name which a field of that type may hold, or null.
    static @Nullable Class<?> choice(Class<?> type, String name) {
        if (type.isRecord()) {
            return type.getSimpleName().equals(name) ? type : null;
        }
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted != null) {
            for (Class<?> one : permitted) {
                Class<?> found = choice(one, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    static @Nullable Object get(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    /// @throws BadTextException if the record does not take these values
    static Object make(Class<?> type, List<@Nullable Object> values) throws BadTextException {
        var types = new ArrayList<Class<?>>();
        for (RecordComponent component : type.getRecordComponents()) {
            types.add(component.getType());
        }
        try {
            return type.getDeclaredConstructor(types.toArray(Class<?>[]::new))
                    .newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw new BadTextException(type.getSimpleName() + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
