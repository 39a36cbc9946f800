package io.halo.manager.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.manager.adapter.web.ApiText.Operation;
import io.halo.manager.support.RawHttp;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `docs/openapi.yaml` against the code: routes, parameters, bodies and answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ApiDocumentTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ApiText API = ApiText.read();

    private TestManager manager;
    private RawHttp http;

    @BeforeAll
    void start(@TempDir Path directory) {
        manager = new TestManager(directory.resolve("socket"), null);
        http = RawHttp.unix(directory.resolve("socket"));
    }

    @AfterAll
    void stop() {
        manager.close();
    }

    static List<Operation> operations() {
        return API.operations();
    }

    static Stream<Operation> commands() {
        return API.operations().stream().filter(operation -> operation.body().isPresent());
    }

    @Test
    void isServed() throws IOException {
        RawHttp.Answer served = http.get("/openapi.json");

        assertThat(served.type()).isEqualTo("application/json");
        assertThat(JSON.readTree(served.body())).isEqualTo(API.document());
        assertThat(API.document().at("/openapi").stringValue()).isEqualTo("3.1.0");
    }

    @Test
    void hasTheRoutesOfTheProgramAndNoOthers() {
        var told = new TreeSet<String>();
        operations().forEach(operation -> told.add(operation.route()));

        assertThat(told).isEqualTo(new TreeSet<>(handlers().keySet()));
        assertThat(told).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void hasTheParametersOfTheHandler(Operation operation) {
        HandlerMethod handler = handlers().get(operation.route());
        Query query = handler.getMethodAnnotation(Query.class);
        List<String> taken = query == null ? List.of() : List.of(query.value());
        Method method = handler.getMethod();

        if (!operation.path().startsWith("/actuator/")) {
            assertThat(operation.names("query")).containsExactlyElementsOf(taken);
            assertThat(operation.names("path"))
                    .containsExactlyElementsOf(annotated(method, PathVariable.class));
            assertThat(operation.names("header"))
                    .containsAll(annotated(method, RequestHeader.class));
            assertThat(taken).containsAll(annotated(method, RequestParam.class));
        }
        operation
                .parameters("path")
                .forEach(parameter -> {
                    assertThat(parameter.at("/required").booleanValue()).isTrue();
                    assertThat(operation.path())
                            .contains("{" + parameter.at("/name").stringValue());
                });
    }

    /// What is told is taken, what is not told is refused.
    @ParameterizedTest
    @MethodSource("operations")
    void takesTheParametersThatItTells(Operation operation) throws IOException {
        if (operation.path().startsWith("/actuator/") || endless(operation)) {
            return;
        }
        RawHttp.Answer unknown = send(operation, "?nonsense=1", example(operation));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body()).contains("there is no parameter 'nonsense' here");
        for (JsonNode parameter : operation.parameters("query")) {
            String value =
                    ApiText.encoded(
                            parameter
                                    .at("/example")
                                    .asString(parameter.at("/example/0").asString("")));
            String query = "?" + parameter.at("/name").stringValue() + "=" + value;
            assertThat(send(operation, query, example(operation)).status())
                    .as(query)
                    .isIn(200, 404, 409);
        }
    }

    /// Every name and type of every answer, as the records have them.
    @Test
    void describesTheRecordsThatAreAnswered() {
        JsonNode schemas = API.document().at("/components/schemas");
        RecordShapes.RECORDS.forEach((name, type) -> {
            JsonNode schema = schemas.at("/" + name);
            assertThat(RecordShapes.of(schema)).as(name).isEqualTo(RecordShapes.of(type));
            assertThat(schema.at("/required").valueStream().map(JsonNode::stringValue))
                    .as(name)
                    .containsExactlyElementsOf(RecordShapes.of(type).keySet());
        });
        assertThat(schemas.propertyNames().stream().filter(name -> !name.endsWith("Request")))
                .containsOnlyOnceElementsOf(RecordShapes.RECORDS.keySet())
                .hasSize(
                        RecordShapes.RECORDS.size()
                                + List.of(
                                                "Id", "Time", "Nothing", "Health", "Problem",
                                                "Comment", "Force")
                                        .size());
    }

    /// With the examples of the document; so they are commands that work.
    @ParameterizedTest
    @MethodSource("operations")
    void answersAsItTells(Operation operation) throws IOException {
        if (endless(operation)) {
            return;
        }
        if (operation.path().equals("/operations/{id}")) {
            http.request("POST /hosts/mds00/reset", "Content-Length: 0\r\n", "");
        }
        RawHttp.Answer answer = send(operation, "", example(operation));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        fits(operation, answer);
        if (operation.names("query").contains(Query.DRY_RUN)) {
            RawHttp.Answer dry = send(operation, "?dry_run=true", example(operation));
            assertThat(dry.status()).isIn(200, 404, 409);
            fits(operation, dry);
        }
        if (operation.names("query").contains(Query.WAIT) && operation.body().isPresent()) {
            manager.commands.next.add(FakeCommands.running());
            RawHttp.Answer running = send(operation, "?wait=1ms", example(operation));
            assertThat(running.status()).isEqualTo(202);
            assertThat(running.headers())
                    .containsEntry(
                            "location",
                            "/operations/" + JSON.readTree(running.body()).at("/id").stringValue());
            fits(operation, running);
        }
    }

    @Test
    void tellsOfStreams() throws IOException {
        Operation stream =
                operations().stream().filter(ApiDocumentTest::endless).findFirst().orElseThrow();
        RawHttp.Answer head = http.request("HEAD " + stream.path(), "", "");

        assertThat(stream.schema(head.status(), head.type()).isMissingNode()).isFalse();
        assertThat(stream.names("header")).containsExactly("Last-Event-ID");
    }

    /// The fields of a body: those that are told, of the type that is told, and needed if told so.
    @ParameterizedTest
    @MethodSource("commands")
    void readsTheBodyThatItTells(Operation operation) throws IOException {
        JsonNode schema = operation.bodySchema();
        List<String> fields = new ArrayList<>(schema.at("/properties").propertyNames());
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::stringValue).toList();

        assertThat(schema.at("/additionalProperties").booleanValue(true)).isFalse();
        assertThat(detail(operation, "{\"nonsense\":1}"))
                .isEqualTo("there is no field 'nonsense' here, but " + String.join(", ", fields));
        for (String field : fields) {
            JsonNode of = schema.at("/properties/" + field);
            assertThat(detail(operation, with(operation, field, "7")))
                    .isEqualTo("'" + field + "' must be " + words(of));
            var without = (ObjectNode) operation.body().orElseThrow().at("/example").deepCopy();
            without.remove(field);
            String missing = "the field '" + field + "' is missing: " + words(of);
            if (required.contains(field)) {
                assertThat(detail(operation, without.toString())).isEqualTo(missing);
                assertThat(detail(operation, with(operation, field, "null"))).isEqualTo(missing);
            } else if (!field.equals("id")) {
                assertThat(send(operation, "", without.toString()).status()).isEqualTo(200);
                assertThat(send(operation, "", with(operation, field, "null")).status())
                        .isEqualTo(200);
                assertThat(API.faults(JSON.nullNode(), of)).isEmpty();
            }
        }
        assertThat(API.followed(operation.text().at("/requestBody")).at("/required").booleanValue())
                .isEqualTo(!required.isEmpty());
        assertThat(send(operation, "", "").status()).isEqualTo(required.isEmpty() ? 200 : 400);
    }

    /// No longer than is waited, and no shorter.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0ms",
                "600000ms",
                "600001ms",
                "1000000ms",
                "600s",
                "601s",
                "99s",
                "10m",
                "11m",
                "0h",
                "1h",
                "30",
                "1d",
                "-1s",
                "1.5s",
                ""
            })
    void tellsHowLongAWaitMayBe(String wait) throws IOException {
        JsonNode schema = API.document().at("/components/parameters/Wait/schema");
        boolean told = API.faults(JSON.getNodeFactory().stringNode(wait), schema).isEmpty();
        // An operation that nobody knows ends no wait, and lets nobody wait.
        RawHttp.Answer answer = http.get("/operations/9-9?wait=" + wait);

        assertThat(answer.status()).isEqualTo(told ? 404 : 400);
    }

    @Test
    void examplesFitTheirSchemas() {
        var examples = new TreeMap<String, List<String>>();
        walk(
                API.document(),
                "",
                (at, node) -> {
                    if (node.has("example") && node.has("schema")) {
                        examples.put(at, API.faults(node.at("/example"), node.at("/schema")));
                    }
                    if (node.has("examples")) {
                        node.at("/examples")
                                .forEach(one -> examples.put(at, API.faults(one, node)));
                    }
                });
        assertThat(examples).hasSizeGreaterThan(40);
        assertThat(examples.entrySet())
                .allSatisfy(it -> assertThat(it.getValue()).as(it.getKey()).isEmpty());
    }

    @Test
    void aGeneratorFindsWhatItNeeds() {
        var used = new TreeSet<String>();
        walk(
                API.document(),
                "",
                (at, node) -> {
                    if (node.path("$ref").isString()) {
                        String target = node.at("/$ref").stringValue().substring(1);
                        assertThat(API.document().at(target).isMissingNode()).as(at).isFalse();
                        used.add(target);
                    }
                });
        for (var kind : API.document().at("/components").properties()) {
            kind.getValue()
                    .propertyNames()
                    .forEach(name ->
                            assertThat(used).contains("/components/" + kind.getKey() + "/" + name));
        }
        List<Operation> all = operations();
        assertThat(all.stream().map(it -> it.text().at("/operationId").stringValue()))
                .doesNotHaveDuplicates();
        List<String> tags =
                API.document()
                        .at("/tags")
                        .valueStream()
                        .map(it -> it.at("/name").stringValue())
                        .toList();
        assertThat(all)
                .allSatisfy(it -> {
                    assertThat(it.text().at("/summary").stringValue()).isNotBlank();
                    assertThat(tags).contains(it.text().at("/tags/0").stringValue());
                    assertThat(it.text().at("/responses").has("default")).isTrue();
                });
    }

    private void fits(Operation operation, RawHttp.Answer answer) {
        JsonNode schema = operation.schema(answer.status(), answer.type());
        assertThat(schema.isMissingNode())
                .as("%s answers %d with %s", operation.route(), answer.status(), answer.type())
                .isFalse();
        if (answer.type().contains("json")) {
            assertThat(API.faults(JSON.readTree(answer.body()), schema))
                    .as(answer.body())
                    .isEmpty();
        }
    }

    private Map<String, HandlerMethod> handlers() {
        var handlers = new TreeMap<String, HandlerMethod>();
        manager.beans(RequestMappingInfoHandlerMapping.class)
                .forEach(mapping ->
                        mapping.getHandlerMethods()
                                .forEach((route, handler) -> {
                                    if (handler.getBeanType() != ErrorPage.class) {
                                        for (var method :
                                                route.getMethodsCondition().getMethods()) {
                                            for (String path : route.getPatternValues()) {
                                                handlers.put(
                                                        method
                                                                + " "
                                                                + path.replace(
                                                                        "/**", "/{component}"),
                                                        handler);
                                            }
                                        }
                                    }
                                }));
        return handlers;
    }

    private static List<String> annotated(
            Method method, Class<? extends java.lang.annotation.Annotation> kind) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(kind))
                .map(parameter -> {
                    RequestHeader header = parameter.getAnnotation(RequestHeader.class);
                    return header == null ? parameter.getName() : header.name();
                })
                .toList();
    }

    private static boolean endless(Operation operation) {
        return operation.path().equals("/events/stream");
    }

    private static String example(Operation operation) {
        return operation.body().map(body -> body.at("/example").toString()).orElse("");
    }

    private static String with(Operation operation, String field, String value) {
        var body = (ObjectNode) operation.body().orElseThrow().at("/example").deepCopy();
        body.set(field, JSON.readTree(value));
        return body.toString();
    }

    private static String words(JsonNode schema) {
        JsonNode type = API.followed(schema).path("type");
        String first = type.isArray() ? type.get(0).asString() : type.asString("");
        return switch (first) {
            case "boolean" -> BodySpec.Type.BOOLEAN.words;
            case "array" -> BodySpec.Type.STRINGS.words;
            case "string" -> BodySpec.Type.STRING.words;
            default ->
                    schema.at("/anyOf/0/$ref").stringValue().endsWith("/Time")
                            ? BodySpec.Type.TIME.words
                            : BodySpec.Type.STRING.words;
        };
    }

    private String detail(Operation operation, String body) throws IOException {
        RawHttp.Answer answer = send(operation, "", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        fits(operation, answer);
        return JSON.readTree(answer.body()).at("/detail").stringValue();
    }

    private RawHttp.Answer send(Operation operation, String query, String body) throws IOException {
        String path = operation.examplePath().replace("3-128", "3-1");
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return http.request(
                operation.method() + " " + path + query,
                body.isEmpty()
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: " + length + "\r\n",
                body);
    }

    private static void walk(JsonNode node, String at, Visitor visitor) {
        visitor.visit(at, node);
        if (node.isObject()) {
            node.properties().forEach(it -> walk(it.getValue(), at + "/" + it.getKey(), visitor));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), at + "/" + i, visitor);
            }
        }
    }

    private interface Visitor {
        void visit(String at, JsonNode node);
    }
}
