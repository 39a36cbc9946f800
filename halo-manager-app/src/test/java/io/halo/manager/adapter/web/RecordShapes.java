package io.halo.manager.adapter.web;

import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.view.ClusterStatus;
import io.halo.core.view.EventLine;
import io.halo.core.view.Explanation;
import io.halo.core.view.FindingLine;
import io.halo.core.view.HostStatus;
import io.halo.core.view.ResourceStatus;
import io.halo.core.view.Verdict;
import io.halo.engine.ScriptChecks;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Records and schemas, both as one word per property, so that they can be compared: `[Event]`,
/// `time?`, `enum(started, stopped)`.
final class RecordShapes {
    /// Which schema of the document is which record.
    static final Map<String, Class<?>> RECORDS =
            Map.ofEntries(
                    Map.entry("Status", ClusterStatus.class),
                    Map.entry("Cluster", ClusterStatus.Cluster.class),
                    Map.entry("RefusedBy", ClusterStatus.RefusedBy.class),
                    Map.entry("Verdict", Verdict.class),
                    Map.entry("Resource", ResourceStatus.class),
                    Map.entry("Place", ResourceStatus.Place.class),
                    Map.entry("Host", HostStatus.class),
                    Map.entry("Protection", HostStatus.Protection.class),
                    Map.entry("Maintenance", HostStatus.Maintenance.class),
                    Map.entry("FenceDevice", HostStatus.FenceDevice.class),
                    Map.entry("Fence", HostStatus.Fence.class),
                    Map.entry("Finding", FindingLine.class),
                    Map.entry("Event", EventLine.class),
                    Map.entry("Operation", OperationJson.class),
                    Map.entry("OperationStep", OperationJson.Step.class),
                    Map.entry("Explanation", Explanation.class),
                    Map.entry("Evidence", Explanation.Evidence.class),
                    Map.entry("Check", CheckController.Answer.class),
                    Map.entry("ScriptCheck", ScriptChecks.Check.class),
                    Map.entry("Plan", ForeseenJson.class),
                    Map.entry("PlanStep", ForeseenJson.Step.class),
                    Map.entry("PlanGroup", ForeseenJson.Group.class));

    private static final List<Class<?>> TEXTS =
            List.of(HostId.class, GroupId.class, ResourceId.class, String.class);

    private RecordShapes() {}

    static SequencedMap<String, String> of(Class<?> type) {
        var shape = new LinkedHashMap<String, String>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            shape.put(
                    property(component.getName()),
                    word(component.getAnnotatedType()) + (nullable ? "?" : ""));
        }
        return shape;
    }

    private static String property(String component) {
        return component.equals("protection")
                ? "protected"
                : component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String word(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic) {
            // A list has one part, a map two.
            AnnotatedType[] parts = generic.getAnnotatedActualTypeArguments();
            String last = word(parts[parts.length - 1]);
            return parts.length == 1 ? "[" + last + "]" : "{" + last + "}";
        }
        return word((Class<?>) type.getType());
    }

    private static String word(Class<?> type) {
        if (TEXTS.contains(type)) {
            return "string";
        }
        if (type == Instant.class) {
            return "time";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == int.class) {
            return "integer int32";
        }
        if (type == long.class || type == Long.class) {
            return "integer int64";
        }
        if (type.isEnum()) {
            var words = new ArrayList<String>();
            for (Object constant : type.getEnumConstants()) {
                words.add(new JsonMapper().readTree(StatusJson.bytes(constant)).stringValue());
            }
            return "enum" + words;
        }
        return RECORDS.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(type.getName());
    }

    static SequencedMap<String, String> of(JsonNode schema) {
        var shape = new LinkedHashMap<String, String>();
        schema.at("/properties")
                .properties()
                .forEach(it -> shape.put(it.getKey(), word(it.getValue())));
        return shape;
    }

    private static String word(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.at("/$ref").stringValue().replaceFirst(".*/", "");
            return name.equals("Time") ? "time" : name;
        }
        if (schema.has("anyOf")) {
            return word(schema.at("/anyOf/0")) + "?";
        }
        if (schema.has("enum")) {
            return "enum" + schema.at("/enum").valueStream().map(JsonNode::stringValue).toList();
        }
        JsonNode type = schema.at("/type");
        if (type.isArray()) {
            return plain(schema, type.get(0).stringValue()) + "?";
        }
        return plain(schema, type.stringValue());
    }

    private static String plain(JsonNode schema, String type) {
        return switch (type) {
            case "array" -> "[" + word(schema.at("/items")) + "]";
            case "object" -> "{" + word(schema.at("/additionalProperties")) + "}";
            case "integer" -> "integer " + schema.at("/format").stringValue();
            default -> type;
        };
    }
}
