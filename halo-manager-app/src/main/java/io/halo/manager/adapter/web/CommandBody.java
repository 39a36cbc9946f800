package io.halo.manager.adapter.web;

import io.halo.manager.adapter.web.BodySpec.Field;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON object that came with a command. Nothing is guessed: a field that is not known, is of
/// another type or stands there twice is refused.
final class CommandBody {
    private static final int COMMENT_MAX = 1_000;

    /// No body needs more than an object with a list in it.
    private static final int DEPTH_MAX = 8;

    private static final int DIGITS_MAX = 1_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX)
                                                    .maxNumberLength(DIGITS_MAX)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final JsonNode object;

    private CommandBody(JsonNode object) {
        this.object = object;
    }

    /// No body is an empty object.
    static CommandBody read(HttpServletRequest request, BodySpec spec)
            throws HttpMediaTypeNotSupportedException {
        var body = new CommandBody(object(request));
        body.check(spec);
        return body;
    }

    boolean flag(Field field) {
        JsonNode value = object.get(field.json);
        return value != null && value.booleanValue(false);
    }

    Optional<String> text(Field field) {
        JsonNode value = object.get(field.json);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(value.stringValue());
    }

    List<String> texts(Field field) {
        JsonNode value = object.get(field.json);
        return value == null ? List.of() : value.valueStream().map(JsonNode::stringValue).toList();
    }

    Optional<Instant> time(Field field) {
        return text(field)
                .map(text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeException _) {
                        throw wrongType(field);
                    }
                });
    }

    /// Why, as it was typed; empty if nothing was.
    String comment() {
        String comment = text(Field.COMMENT).orElse("");
        if (comment.codePointCount(0, comment.length()) > COMMENT_MAX) {
            throw new MalformedException(
                    "a comment may have " + COMMENT_MAX + " characters; a longer one is not cut");
        }
        if (comment.codePoints().anyMatch(CommandBody::half)) {
            throw new MalformedException("the comment has half of a character in it");
        }
        return comment;
    }

    private void check(BodySpec spec) {
        var known = new ArrayList<String>();
        spec.fields().forEach(field -> known.add(field.json));
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw new MalformedException(
                        "there is no field '" + name + "' here, but " + String.join(", ", known));
            }
        }
        for (Field field : spec.fields()) {
            JsonNode value = object.get(field.json);
            if (value == null || value.isNull()) {
                if (spec.required().contains(field)) {
                    throw new MalformedException(
                            "the field '" + field.json + "' is missing: " + field.type.words);
                }
            } else if (!fits(value, field)) {
                throw wrongType(field);
            }
        }
    }

    private static boolean fits(JsonNode value, Field field) {
        return switch (field.type) {
            case BOOLEAN -> value.isBoolean();
            case STRING, TIME -> value.isString();
            case STRINGS ->
                    value.isArray()
                            && value.valueStream().allMatch(JsonNode::isString)
                            && value.valueStream().distinct().count() == value.size();
        };
    }

    private static MalformedException wrongType(Field field) {
        return new MalformedException("'" + field.json + "' must be " + field.type.words);
    }

    private static boolean half(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static JsonNode object(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        byte[] bytes = Gate.body(request);
        if (bytes.length == 0) {
            return MAPPER.createObjectNode();
        }
        // What a form says would be taken for no body at all, and its `force` be lost.
        requireJson(request.getContentType());
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (StreamConstraintsException _) {
            throw new MalformedException(
                    "the body nests deeper than "
                            + DEPTH_MAX
                            + " levels, or has a number of more than "
                            + DIGITS_MAX
                            + " digits");
        } catch (JacksonException e) {
            throw new MalformedException("the body is no JSON: " + e.getOriginalMessage());
        }
        throw new MalformedException("the body must be a JSON object");
    }

    private static void requireJson(String type) throws HttpMediaTypeNotSupportedException {
        List<MediaType> json = List.of(MediaType.APPLICATION_JSON);
        try {
            MediaType given = type == null ? null : MediaType.parseMediaType(type);
            if (given == null || !MediaType.APPLICATION_JSON.includes(given)) {
                throw new HttpMediaTypeNotSupportedException(given, json);
            }
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotSupportedException(e.getMessage());
        }
    }
}
