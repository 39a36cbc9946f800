package io.halo.manager.adapter.web;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Compares JSON with a schema of the OpenAPI document; knows the keywords that are in use there,
/// and fails on any other. Closed: a property that is not described is a fault, so that the
/// document must tell everything.
final class SchemaCheck {
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("description", "default", "example", "examples", "format");

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /// What does not fit, each with its place; empty if all does.
    static List<String> faults(JsonNode value, JsonNode schema, JsonNode document) {
        return faults(value, schema, document, "");
    }

    private static List<String> faults(
            JsonNode value, JsonNode schema, JsonNode document, String at) {
        var check = new SchemaCheck(document);
        check.check(value, schema, at);
        return check.faults;
    }

    private void check(JsonNode value, JsonNode schema, String at) {
        if (schema.isMissingNode()) {
            fault(at, "has no schema");
        }
        schema.properties().forEach(it -> check(value, schema, it.getKey(), it.getValue(), at));
    }

    private void check(JsonNode value, JsonNode schema, String keyword, JsonNode want, String at) {
        switch (keyword) {
            case "$ref" -> check(value, document.at(want.stringValue().substring(1)), at);
            case "anyOf" -> anyOf(value, want, at);
            case "type" -> type(value, want, at);
            case "enum" -> require(want.valueStream().anyMatch(value::equals), value, want, at);
            case "pattern" -> require(!value.isString() || matches(value, want), value, want, at);
            case "minLength" -> require(length(value, 9) >= want.intValue(), value, want, at);
            case "maxLength" -> require(length(value, 0) <= want.intValue(), value, want, at);
            case "minimum" -> require(number(value) >= want.doubleValue(), value, want, at);
            case "maximum" -> require(number(value) <= want.doubleValue(), value, want, at);
            case "maxProperties" -> require(value.size() <= want.intValue(), value, want, at);
            case "required" ->
                    want.forEach(name -> require(has(value, name), name, "must be there", at));
            case "properties" -> properties(value, schema, want, at);
            case "additionalProperties" -> additional(value, schema, want, at);
            case "items" -> {
                int index = 0;
                for (JsonNode item : value) {
                    check(item, want, at + "/" + index++);
                }
            }
            case "uniqueItems" ->
                    require(
                            value.valueStream().distinct().count() == value.size(),
                            value,
                            want,
                            at);
            default -> {
                if (!WITHOUT_EFFECT.contains(keyword)) {
                    throw new AssertionError("a keyword that is not checked: " + keyword);
                }
                if (keyword.equals("format") && want.stringValue().equals("date-time")) {
                    require(!value.isString() || isTime(value.stringValue()), value, want, at);
                }
            }
        }
    }

    private void anyOf(JsonNode value, JsonNode choices, String at) {
        choices.valueStream()
                .map(choice -> faults(value, choice, document, at))
                .min(Comparator.comparingInt(List::size))
                .ifPresent(faults::addAll);
    }

    private void type(JsonNode value, JsonNode want, String at) {
        boolean fits =
                want.isArray()
                        ? want.valueStream().anyMatch(one -> is(value, one.stringValue()))
                        : is(value, want.stringValue());
        require(fits, value, want, at);
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new AssertionError("a type that is not checked: " + type);
        };
    }

    private void properties(JsonNode value, JsonNode schema, JsonNode properties, String at) {
        for (var field : value.properties()) {
            JsonNode own = properties.get(field.getKey());
            if (own != null) {
                check(field.getValue(), own, at + "/" + field.getKey());
            } else if (!schema.has("additionalProperties")) {
                fault(at + "/" + field.getKey(), "is not described");
            }
        }
    }

    private void additional(JsonNode value, JsonNode schema, JsonNode want, String at) {
        for (var field : value.properties()) {
            boolean own = schema.path("properties").has(field.getKey());
            if (!own && want.isBoolean()) {
                require(want.booleanValue(), field.getValue(), "is not described", at);
            } else if (!own) {
                check(field.getValue(), want, at + "/" + field.getKey());
            }
        }
    }

    private static boolean has(JsonNode value, JsonNode name) {
        return !value.isObject() || value.has(name.stringValue());
    }

    private static boolean matches(JsonNode value, JsonNode pattern) {
        return Pattern.compile(pattern.stringValue()).matcher(value.stringValue()).find();
    }

    /// @param other for what is no string
    private static int length(JsonNode value, int other) {
        return value.isString()
                ? value.stringValue().codePointCount(0, value.stringValue().length())
                : other;
    }

    /// What is no number is not compared.
    private static double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private void require(boolean fits, JsonNode value, Object want, String at) {
        if (!fits) {
            fault(at, "is " + value + ", not " + want);
        }
    }

    private void fault(String at, String what) {
        faults.add((at.isEmpty() ? "/" : at) + " " + what);
    }
}
