package io.halo.manager.adapter.web;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Schemas of the records that answers show, read from the records themselves: the document
/// cannot say anything else than the answers. A test compares the two.
final class ApiSchemas {
    private static final List<Class<?>> IDS =
            List.of(HostId.class, GroupId.class, ResourceId.class, String.class);

    private final JsonMapper mapper;
    private final ObjectNode all;

    ApiSchemas(JsonMapper mapper) {
        this.mapper = mapper;
        this.all = mapper.createObjectNode();
    }

    /// By name: every record that was asked for, and those in it.
    ObjectNode all() {
        return all;
    }

    ObjectNode of(Class<?> type) {
        ObjectNode schema = mapper.createObjectNode();
        if (type.isArray()) {
            schema.put("type", "array").set("items", of(type.getComponentType()));
        } else if (type.isRecord() && !IDS.contains(type)) {
            define(type);
            schema.put("$ref", "#/components/schemas/" + name(type));
        } else if (type.isEnum()) {
            ArrayNode words = schema.put("type", "string").putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                words.add(StatusJson.word((Enum<?>) constant));
            }
        } else {
            schema.put("type", simple(type));
            if (type == Instant.class) {
                schema.put("format", "date-time");
            }
        }
        return schema;
    }

    private static String simple(Class<?> type) {
        if (IDS.contains(type) || type == Instant.class) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return type == int.class || type == long.class || type == Long.class ? "integer" : "object";
    }

    private void define(Class<?> type) {
        if (all.has(name(type))) {
            return;
        }
        ObjectNode schema = all.putObject(name(type)).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            String property = StatusJson.property(component.getName());
            required.add(property);
            properties.set(property, nullable(component));
        }
    }

    private ObjectNode nullable(RecordComponent component) {
        ObjectNode schema = component(component.getAnnotatedType());
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return schema;
        }
        ObjectNode either = mapper.createObjectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private ObjectNode component(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic) {
            // A list has one part, a map two.
            AnnotatedType[] parts = generic.getAnnotatedActualTypeArguments();
            ObjectNode last = component(parts[parts.length - 1]);
            return parts.length == 1
                    ? mapper.createObjectNode().put("type", "array").set("items", last).asObject()
                    : mapper.createObjectNode()
                            .put("type", "object")
                            .set("additionalProperties", last)
                            .asObject();
        }
        return type.getType() instanceof Class<?> plain ? of(plain) : mapper.createObjectNode();
    }

    /// `ClusterStatus.Cluster` is `ClusterStatusCluster`.
    private static String name(Class<?> type) {
        String outer = type.getNestHost() == type ? "" : type.getNestHost().getSimpleName();
        return (outer + type.getSimpleName()).replace("Json", "");
    }
}
