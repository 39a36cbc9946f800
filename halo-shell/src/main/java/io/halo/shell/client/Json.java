package io.halo.shell.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value, as it came: members in their order, numbers with their digits.
///
/// The accessors answer with an empty value where something is missing or of another type: a
/// manager that is older or newer than the console may leave out or add fields. They use no pattern
/// switch, for which the JVM would generate a class in every run of the console.
public sealed interface Json {
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    record Arr(List<Json> elements) implements Json {
        public Arr {
            elements = List.copyOf(elements);
        }
    }

    record Str(String value) implements Json {}

    record Num(String digits) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    default Json get(String name) {
        return this instanceof Obj(Map<String, Json> members)
                ? members.getOrDefault(name, new Null())
                : new Null();
    }

    default List<Json> list() {
        return this instanceof Arr(List<Json> elements) ? elements : List.of();
    }

    default Map<String, Json> map() {
        return this instanceof Obj(Map<String, Json> members) ? members : Map.of();
    }

    /// The text of a string or a number.
    default Optional<String> string() {
        if (this instanceof Str(String value)) {
            return Optional.of(value);
        }
        return this instanceof Num(String digits) ? Optional.of(digits) : Optional.empty();
    }

    default String text(String name) {
        return get(name).string().orElse("");
    }

    default List<String> texts(String name) {
        return get(name).list().stream().flatMap(element -> element.string().stream()).toList();
    }

    default boolean is(String name, boolean otherwise) {
        return get(name) instanceof Bool(boolean value) ? value : otherwise;
    }

    default int number(String name) {
        try {
            return get(name) instanceof Num(String digits) ? Integer.parseInt(digits) : 0;
        } catch (NumberFormatException notAnInt) {
            return 0;
        }
    }

    /// False for nothing and for `false`: some facts are either absent or described.
    default boolean isSet(String name) {
        Json value = get(name);
        return value.isPresent() && !(value instanceof Bool(boolean set) && !set);
    }

    default boolean isPresent() {
        return !(this instanceof Null);
    }
}
