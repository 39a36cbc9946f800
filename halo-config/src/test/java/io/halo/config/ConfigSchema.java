package io.halo.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.halo.support.cluster.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docs/halo.conf.schema.json`, and what it says of a file.
final class ConfigSchema {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final Schema schema;

    private ConfigSchema(JsonNode document) {
        this.document = document;
        this.schema = REGISTRY.getSchema(document);
    }

    static ConfigSchema read() {
        try {
            return new ConfigSchema(
                    JSON.readTree(
                            Files.readString(
                                    ProjectFiles.find()
                                            .root()
                                            .resolve("docs/halo.conf.schema.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is wrong with the schema itself.
    List<Error> problemsOfItself() {
        JsonNode metaschema =
                JSON.createObjectNode().put("$ref", document.get("$schema").asString());
        return REGISTRY.getSchema(metaschema).validate(document);
    }

    /// What is wrong with a file, by a reader of YAML 1.2 as editors have it.
    List<String> problems(String text) {
        try {
            return problems(tree(text));
        } catch (YamlEngineException unreadable) {
            return List.of("not YAML: " + unreadable.getMessage());
        }
    }

    List<String> problems(JsonNode tree) {
        return schema.validate(tree).stream().map(Error::toString).toList();
    }

    static JsonNode tree(String text) {
        LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return JSON.valueToTree(new Load(settings).loadFromString(text));
    }

    /// One key of the format.
    ///
    /// @param type the last part of its `$ref`, or its words parted by blanks, or empty
    /// @param standard its default as the schema has it, or empty
    record Key(String type, String standard) {}

    /// The keys of each mapping, by path: `hosts[].fence_also[]`, where `*` stands for any name.
    SortedMap<String, SequencedMap<String, Key>> keys() {
        SortedMap<String, SequencedMap<String, Key>> keys = new TreeMap<>();
        collect("", document, keys);
        return keys;
    }

    private void collect(
            String path, JsonNode node, SortedMap<String, SequencedMap<String, Key>> keys) {
        if (node.has("$ref")) {
            collect(path, referred(node), keys);
        }
        node.path("oneOf").forEach(choice -> collect(path, choice, keys));
        if (node.has("items")) {
            collect(path + "[]", node.get("items"), keys);
        }
        if (node.path("additionalProperties").isObject()) {
            collect(path + ".*", node.get("additionalProperties"), keys);
        }
        for (var property : node.path("properties").properties()) {
            // A condition repeats keys; only where they are defined do they belong to a mapping.
            if (node.path("additionalProperties").isBoolean()) {
                JsonNode value = property.getValue();
                keys.computeIfAbsent(path, _ -> new java.util.LinkedHashMap<>())
                        .put(property.getKey(), new Key(type(value), standard(value)));
                String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                collect(below, value, keys);
            }
        }
    }

    private JsonNode referred(JsonNode node) {
        String reference = node.get("$ref").asString();
        return document.at(reference.substring(1));
    }

    private static String type(JsonNode node) {
        if (node.has("enum")) {
            SortedSet<String> words = new TreeSet<>();
            node.get("enum").forEach(word -> words.add(word.isNull() ? "" : word.asString()));
            words.remove("");
            return String.join(" ", words);
        }
        for (JsonNode choice : node.path("oneOf")) {
            if (choice.has("$ref")) {
                return type(choice);
            }
        }
        return node.path("$ref").asString("").replaceFirst(".*/", "");
    }

    private static String standard(JsonNode node) {
        JsonNode standard = node.path("default");
        return standard.isArray() ? standard.toString() : standard.asString("");
    }
}
