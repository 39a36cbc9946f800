package io.halo.manager.adapter.store;

import io.halo.core.model.HostId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads a JSON object whose fields are known: what is missing or of another type is damage,
/// nothing is converted.
record Fields(JsonNode node) {
    /// All ASCII, so that no encoding can change a character, unpaired surrogates included.
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /// A string as a JSON string without its quotes: all ASCII, one line.
    static String ascii(String value) {
        String quoted = MAPPER.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    static Fields parse(String json) throws DamagedException {
        try {
            return new Fields(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw new DamagedException("is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    String string(String name) throws DamagedException {
        JsonNode value = value(name);
        if (!value.isString()) {
            throw new DamagedException("has no text '" + name + "'");
        }
        return value.stringValue();
    }

    @Nullable String stringOrNull(String name) throws DamagedException {
        return value(name).isNull() ? null : string(name);
    }

    boolean flag(String name) throws DamagedException {
        JsonNode value = value(name);
        if (!value.isBoolean()) {
            throw new DamagedException("has no truth value '" + name + "'");
        }
        return value.booleanValue();
    }

    long number(String name) throws DamagedException {
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new DamagedException("has no whole number '" + name + "'");
        }
        return value.longValue();
    }

    int smallNumber(String name) throws DamagedException {
        long number = number(name);
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw new DamagedException("has too large a number '" + name + "'");
        }
        return (int) number;
    }

    Instant instant(String name) throws DamagedException {
        return instant(name, string(name));
    }

    @Nullable Instant instantOrNull(String name) throws DamagedException {
        String text = stringOrNull(name);
        return text == null ? null : instant(name, text);
    }

    List<Instant> instants(String name) throws DamagedException {
        var instants = new ArrayList<Instant>();
        for (String text : strings(name)) {
            instants.add(instant(name, text));
        }
        return instants;
    }

    /// A list that is written only if there is one, as rows of earlier versions lack it.
    List<Instant> instantsIfAny(String name) throws DamagedException {
        return node.isObject() && node.get(name) == null ? List.of() : instants(name);
    }

    /// An object that is written only if there is one, as rows of earlier versions lack it.
    @Nullable Fields objectIfAny(String name) throws DamagedException {
        return node.isObject() && node.get(name) == null ? null : object(name);
    }

    List<String> strings(String name) throws DamagedException {
        var strings = new ArrayList<String>();
        for (JsonNode element : list(name)) {
            if (!element.isString()) {
                throw new DamagedException("has something else than texts in '" + name + "'");
            }
            strings.add(element.stringValue());
        }
        return strings;
    }

    SortedSet<HostId> hosts(String name) throws DamagedException {
        var hosts = new TreeSet<HostId>();
        strings(name).forEach(host -> hosts.add(new HostId(host)));
        return hosts;
    }

    List<Fields> objects(String name) throws DamagedException {
        var objects = new ArrayList<Fields>();
        for (JsonNode element : list(name)) {
            objects.add(new Fields(element));
        }
        return objects;
    }

    SequencedMap<String, String> stringMap(String name) throws DamagedException {
        var map = new LinkedHashMap<String, String>();
        Fields object = object(name);
        for (String key : object.node.propertyNames()) {
            map.put(key, object.string(key));
        }
        return map;
    }

    Fields object(String name) throws DamagedException {
        JsonNode value = value(name);
        if (!value.isObject()) {
            throw new DamagedException("has no object '" + name + "'");
        }
        return new Fields(value);
    }

    boolean isNull(String name) throws DamagedException {
        return value(name).isNull();
    }

    private JsonNode list(String name) throws DamagedException {
        JsonNode value = value(name);
        if (!value.isArray()) {
            throw new DamagedException("has no list '" + name + "'");
        }
        return value;
    }

    private JsonNode value(String name) throws DamagedException {
        JsonNode value = node.isObject() ? node.get(name) : null;
        if (value == null) {
            throw new DamagedException("has no '" + name + "'");
        }
        return value;
    }

    private static Instant instant(String name, String text) throws DamagedException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new DamagedException("has no time '" + name + "'", e);
        }
    }
}
