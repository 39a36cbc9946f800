package io.halo.manager.adapter.web;

import io.halo.manager.adapter.web.BodySpec.Field;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The routes of [Api] as an OpenAPI 3.1 document.
final class ApiDocument {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private final ApiSchemas schemas = new ApiSchemas(MAPPER);

    private ApiDocument() {}

    static byte[] bytes() {
        return MAPPER.writeValueAsBytes(new ApiDocument().document());
    }

    private ObjectNode document() {
        ObjectNode document = MAPPER.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "HALO manager")
                .put("version", "1")
                .put(
                        "description",
                        "Everything over the unix socket; over TCP GET only. Errors are problems (RFC 9457).");
        ObjectNode paths = document.putObject("paths");
        for (Api.Route route : Api.ROUTES) {
            ObjectNode path =
                    paths.has(route.path())
                            ? (ObjectNode) paths.get(route.path())
                            : paths.putObject(route.path());
            describe(route, path.putObject(route.method()));
        }
        document.putObject("components").set("schemas", schemas.all());
        return document;
    }

    private void describe(Api.Route route, ObjectNode method) {
        method.put("summary", route.summary());
        ArrayNode parameters = method.putArray("parameters");
        Matcher variable = VARIABLE.matcher(route.path());
        while (variable.find()) {
            parameter(parameters, "path", variable.group(1), "string", "percent-encoded")
                    .put("required", true);
        }
        route.parameters()
                .forEach(it -> parameter(parameters, it.in(), it.name(), it.type(), it.meaning()));
        if (route.body() != null) {
            body(route.body(), method.putObject("requestBody"));
        }
        ObjectNode answers = method.putObject("responses");
        good(route, answers.putObject("200"), route.runs() ? "it has ended" : "done");
        if (route.runs()) {
            ObjectNode accepted = answers.putObject("202");
            good(route, accepted, "it runs");
            accepted.putObject("headers")
                    .putObject("Location")
                    .put("description", "the operation")
                    .putObject("schema")
                    .put("type", "string");
        }
        problem(answers.putObject("default"));
    }

    private static ObjectNode parameter(
            ArrayNode parameters, String in, String name, String type, String meaning) {
        ObjectNode parameter =
                parameters.addObject().put("in", in).put("name", name).put("description", meaning);
        parameter.putObject("schema").put("type", type);
        return parameter;
    }

    private static void body(BodySpec spec, ObjectNode body) {
        body.put("required", !spec.required().isEmpty());
        ObjectNode schema =
                body.putObject("content")
                        .putObject("application/json")
                        .putObject("schema")
                        .put("type", "object")
                        .put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (Field field : spec.fields()) {
            ObjectNode property =
                    properties
                            .putObject(field.json)
                            .put("type", field.type.json)
                            .put("description", field.meaning);
            if (field.type == BodySpec.Type.STRINGS) {
                property.putObject("items").put("type", "string");
            }
            if (field.type == BodySpec.Type.TIME) {
                property.put("format", "date-time");
            }
        }
        ArrayNode required = schema.putArray("required");
        spec.required().forEach(field -> required.add(field.json));
    }

    private void good(Api.Route route, ObjectNode answer, String words) {
        answer.put("description", words);
        if (route.answer() != null) {
            answer.putObject("content")
                    .putObject("application/json")
                    .set("schema", schemas.of(route.answer()));
        }
    }

    private static void problem(ObjectNode answer) {
        ObjectNode schema =
                answer.put("description", "refused or failed")
                        .putObject("content")
                        .putObject("application/problem+json")
                        .putObject("schema")
                        .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (String text : new String[] {"type", "title", "detail", "instance", "advice"}) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
    }
}
