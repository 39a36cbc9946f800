package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.manager.support.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiDocumentTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path directory;

    @Test
    void hasTheRoutesOfTheControllersAndNoOthers() throws IOException {
        try (var manager = new TestManager(directory.resolve("socket"), null)) {
            var mapped = new TreeSet<String>();
            manager.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                    .getHandlerMethods()
                    .forEach((mapping, handler) -> {
                        if (handler.getBeanType() != ErrorPage.class) {
                            mapping.getMethodsCondition()
                                    .getMethods()
                                    .forEach(method ->
                                            mapping.getPatternValues()
                                                    .forEach(path ->
                                                            mapped.add(method + " " + path)));
                        }
                    });
            JsonNode document = document(manager);
            var told = new TreeSet<String>();
            document.at("/paths")
                    .properties()
                    .forEach(path ->
                            path.getValue()
                                    .propertyNames()
                                    .forEach(method ->
                                            told.add(
                                                    method.toUpperCase(java.util.Locale.ROOT)
                                                            + " "
                                                            + path.getKey())));
            told.removeIf(route -> route.startsWith("GET /actuator/"));

            assertThat(mapped).hasSizeGreaterThan(15);
            assertThat(told).isEqualTo(mapped);
            assertThat(document.at("/openapi").stringValue()).isEqualTo("3.1.0");
        }
    }

    /// Every name of every answer, at every depth.
    @Test
    void describesWhatIsAnswered() throws IOException {
        try (var manager = new TestManager(directory.resolve("socket"), null)) {
            JsonNode document = document(manager);
            var http = RawHttp.unix(directory.resolve("socket"));
            http.request("POST /hosts/mds00/reset", "Content-Length: 0\r\n", "");
            for (String path : new String[] {"/status", "/events", "/operations"}) {
                JsonNode answer = JSON.readTree(http.get(path).body());
                JsonNode schema =
                        document.at(
                                "/paths/"
                                        + path.replace("/", "~1")
                                        + "/get/responses/200/content/application~1json/schema");
                assertThat(answer.isEmpty()).isFalse();
                fits(answer, schema, document, path);
            }
        }
    }

    private static void fits(JsonNode value, JsonNode schema, JsonNode document, String where) {
        assertThat(schema.isMissingNode()).as("no schema of %s", where).isFalse();
        if (schema.has("$ref")) {
            String target = schema.at("/$ref").stringValue().substring(1);
            fits(value, document.at(target), document, where);
        } else if (schema.has("anyOf")) {
            if (!value.isNull()) {
                fits(value, schema.at("/anyOf/0"), document, where);
            }
        } else if (schema.has("items")) {
            assertThat(value.isArray()).as(where).isTrue();
            value.forEach(item -> fits(item, schema.at("/items"), document, where + "[]"));
        } else if (schema.has("additionalProperties")) {
            value.forEach(item -> fits(item, schema.at("/additionalProperties"), document, where));
        } else if (schema.has("properties")) {
            assertThat(value.propertyNames())
                    .as(where)
                    .containsExactlyElementsOf(schema.at("/properties").propertyNames());
            value.properties()
                    .forEach(it ->
                            fits(
                                    it.getValue(),
                                    schema.at("/properties").get(it.getKey()),
                                    document,
                                    where + "/" + it.getKey()));
        } else {
            scalar(value, schema, where);
        }
    }

    private static void scalar(JsonNode value, JsonNode schema, String where) {
        switch (schema.at("/type").stringValue()) {
            case "string" -> assertThat(value.isString()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case String other -> throw new AssertionError(where + " is " + other);
        }
        if (schema.has("enum")) {
            assertThat(schema.at("/enum").values()).as(where).contains(value);
        }
    }

    private JsonNode document(TestManager manager) throws IOException {
        assertThat(manager.trouble).isNull();
        return JSON.readTree(RawHttp.unix(directory.resolve("socket")).get("/openapi.json").body());
    }
}
