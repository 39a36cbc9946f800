package io.halo.support.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a program answered. A path that leads nowhere is [Absent], so that a test can ask for what
/// is not yet there.
public sealed interface Json {
    record Fields(Map<String, Json> values) implements Json {
        public Fields {
            values = new LinkedHashMap<>(values);
        }
    }

    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }
    }

    record Text(String value) implements Json {}

    /// A number as it was written.
    record Digits(String digits) implements Json {}

    record Bool(boolean value) implements Json {}

    /// `null`, or not there.
    record Absent() implements Json {}

    static Json parse(String text) {
        return new JsonReader(text).document();
    }

    /// The value of a field.
    default Json at(String name) {
        if (this instanceof Fields fields) {
            Json value = fields.values().get(name);
            return value == null ? new Absent() : value;
        }
        return new Absent();
    }

    default List<Json> items() {
        return this instanceof Items items ? items.values() : List.of();
    }

    /// The first item of a list whose field has that text.
    default Json where(String field, String text) {
        return items().stream()
                .filter(item -> item.at(field).text().equals(text))
                .findFirst()
                .orElse(new Absent());
    }

    /// Names of the fields, in the order of the document.
    default List<String> names() {
        return this instanceof Fields fields ? List.copyOf(fields.values().keySet()) : List.of();
    }

    /// Text, number or truth value as text; empty for anything else.
    default String text() {
        return switch (this) {
            case Text text -> text.value();
            case Digits number -> number.digits();
            case Bool bool -> String.valueOf(bool.value());
            case Fields _, Items _, Absent _ -> "";
        };
    }

    default List<String> texts() {
        return items().stream().map(Json::text).toList();
    }

    default boolean isTrue() {
        return this instanceof Bool bool && bool.value();
    }

    default boolean isPresent() {
        return !(this instanceof Absent);
    }

    default Optional<Json> present() {
        return Stream.of(this).filter(Json::isPresent).findFirst();
    }
}
