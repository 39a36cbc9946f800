package io.halo.manager.adapter.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The OpenAPI document, with its references followed.
record ApiText(JsonNode document) {
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");

    /// As the manager serves it.
    static ApiText read() {
        try {
            return new ApiText(new JsonMapper().readTree(new ApiController().document().getBody()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : document.at("/paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(
                            new Operation(
                                    this,
                                    path.getKey(),
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getValue(),
                                    method.getValue()));
                }
            }
        }
        return operations;
    }

    JsonNode followed(JsonNode node) {
        return node.has("$ref")
                ? followed(document.at(node.at("/$ref").stringValue().substring(1)))
                : node;
    }

    List<String> faults(JsonNode value, JsonNode schema) {
        return SchemaCheck.faults(value, schema, document);
    }

    /// One method of one path.
    record Operation(ApiText api, String path, String method, JsonNode at, JsonNode text) {
        String route() {
            return method + " " + path;
        }

        /// In that place: `path`, `query` or `header`.
        List<JsonNode> parameters(String place) {
            return Stream.concat(
                            at.path("parameters").valueStream(),
                            text.path("parameters").valueStream())
                    .map(api::followed)
                    .filter(parameter -> parameter.at("/in").stringValue().equals(place))
                    .toList();
        }

        List<String> names(String place) {
            return parameters(place).stream().map(it -> it.at("/name").stringValue()).toList();
        }

        /// What may be sent as JSON.
        Optional<JsonNode> body() {
            JsonNode json = api.followed(text.path("requestBody")).at("/content/application~1json");
            return json.isMissingNode() ? Optional.empty() : Optional.of(json);
        }

        JsonNode bodySchema() {
            return api.followed(body().orElseThrow().at("/schema"));
        }

        /// The answer with that status, else the one for all others.
        JsonNode response(int status) {
            JsonNode own = text.at("/responses/" + status);
            return api.followed(own.isMissingNode() ? text.at("/responses/default") : own);
        }

        /// The schema of an answer of that type; missing if there is none.
        JsonNode schema(int status, String type) {
            String plain = type.replaceFirst(";.*", "").strip();
            return response(status).path("content").path(plain).path("schema");
        }

        /// With the examples of the document in it.
        String examplePath() {
            String filled = path;
            for (JsonNode parameter : parameters("path")) {
                filled =
                        filled.replace(
                                "{" + parameter.at("/name").stringValue() + "}",
                                encoded(parameter.at("/example").stringValue()));
            }
            return filled;
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
