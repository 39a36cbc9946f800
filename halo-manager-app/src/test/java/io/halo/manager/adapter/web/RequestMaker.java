package io.halo.manager.adapter.web;

import io.halo.manager.adapter.web.ApiText.Operation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes requests from the OpenAPI document: such as it allows, and such as it does not. The same
/// seed makes the same ones.
final class RequestMaker {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> KNOWN = List.of("tank", "mds00", "mds01");
    private static final List<String> METHODS =
            List.of(
                    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO",
                    "get");
    private static final List<String> TYPES =
            List.of(
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "application/xml",
                    "*/*",
                    "json",
                    "application/json; charset=utf-16",
                    ";",
                    "");

    /// Texts that have broken programs.
    private static final List<String> ODD =
            List.of(
                    "",
                    " ",
                    "a/b",
                    "..",
                    "../../etc/passwd",
                    "%",
                    "%2F",
                    "\u0000",
                    "a\u0000b",
                    "\r\n",
                    "\\",
                    "é",
                    "😀",
                    "\ud800",
                    "\u202eabc",
                    "\ufeff",
                    "ｆｕｌｌ",
                    "a;b=c",
                    "a,b",
                    "null",
                    "true",
                    "0",
                    "-1",
                    "{}",
                    "'\"`",
                    "; DROP TABLE events; --",
                    "${jndi:x}",
                    "<a>",
                    "x".repeat(255),
                    "x".repeat(256),
                    "é".repeat(1_000),
                    "x".repeat(1_000),
                    "x".repeat(1_001),
                    "x".repeat(5_000));

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "-1",
                    "1.5",
                    "1e400",
                    "-1e400",
                    "1e-400",
                    "2147483648",
                    "9223372036854775808",
                    "1" + "0".repeat(500),
                    "1" + "0".repeat(2_000),
                    "1e2147483647");

    private static final List<String> HEADERS =
            List.of(
                    "Accept: text/html",
                    "Accept: application/xml;q=0.1",
                    "Accept: nonsense",
                    "Accept: */*;q=x",
                    "Accept-Language: xx-YY;q=9",
                    "Accept-Encoding: gzip, x",
                    "If-None-Match: *",
                    "If-None-Match: W/\"x\"",
                    "If-None-Match: \"",
                    "If-Modified-Since: yesterday",
                    "Range: bytes=0-",
                    "Last-Event-ID: x",
                    "Last-Event-ID: 99999999999999999999",
                    "Origin: http://elsewhere",
                    "X-Forwarded-Host: a\tb",
                    "Cookie: a=b; $Version=1; =",
                    "X-HTTP-Method-Override: DELETE",
                    "Authorization: Basic !!",
                    "Upgrade: h2c",
                    "Connection: Upgrade",
                    "Forwarded: for=\"",
                    "Content-Encoding: gzip",
                    "Accept-Charset: nonsense");

    private final Random random;
    private final List<Operation> operations;

    RequestMaker(ApiText api, long seed) {
        random = new Random(seed);
        operations = api.operations();
    }

    /// @param operation of the document, if method and path are those of one
    /// @param latin its bytes, each as a character
    /// @param allowed nothing in it is against the document
    /// @param against the body or a parameter is against the document: it must not be taken
    record Made(
            Optional<Operation> operation,
            String method,
            String latin,
            boolean allowed,
            boolean against) {
        byte[] bytes() {
            return latin.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            String text = new String(bytes(), StandardCharsets.UTF_8);
            return text.length() > 3_000 ? text.substring(0, 3_000) + "…" : text;
        }
    }

    Made next() {
        Operation operation = pick(operations);
        Draft draft = new Draft(operation);
        if (chance(35)) {
            return draft.made();
        }
        do {
            switch (random.nextInt(10)) {
                case 0 -> draft.method = pick(METHODS);
                case 1 -> draft.type = pick(TYPES);
                case 2 -> draft.breakPath();
                case 3 -> draft.breakQuery();
                case 4 -> draft.headers.add(pick(HEADERS));
                case 5, 6, 7 -> draft.breakFields();
                case 8 -> draft.breakJson();
                default -> draft.oddPath();
            }
        } while (chance(30));
        return draft.made();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /// A request on its way: allowed as long as nobody breaks it.
    private final class Draft {
        private final Operation operation;
        private final List<String> headers = new ArrayList<>();
        private final List<String> query = new ArrayList<>();
        private final ObjectNode fields;
        private String method;
        private String path;
        private String type = "application/json";
        private byte[] broken;
        private boolean otherPath;
        private boolean badQuery;

        Draft(Operation operation) {
            this.operation = operation;
            method = operation.method();
            path = operation.path();
            for (JsonNode parameter : operation.parameters("path")) {
                String name = parameter.at("/name").stringValue();
                String value = chance(80) ? parameter.at("/example").stringValue() : pick(KNOWN);
                path = path.replace("{" + name + "}", ApiText.encoded(value));
            }
            for (JsonNode parameter : operation.parameters("query")) {
                if (chance(40)) {
                    query.add(
                            parameter.at("/name").stringValue()
                                    + "="
                                    + ApiText.encoded(value(parameter)));
                }
            }
            fields = operation.body().map(this::fields).orElse(null);
        }

        private String value(JsonNode parameter) {
            JsonNode schema = parameter.at("/schema");
            return switch (parameter.at("/name").stringValue()) {
                // Nobody waits for long here.
                case Query.WAIT -> pick(List.of("0ms", "1ms", "20ms", "0h"));
                case Query.SINCE ->
                        pick(List.of("0", "7", "999999999999999999", "2026-04-28T12:54:34Z"));
                case Query.DRY_RUN -> pick(List.of("true", "false"));
                case Query.LIMIT -> {
                    int most = schema.at("/maximum").intValue();
                    yield pick(List.of("1", "2", "" + most, "" + (most - 1)));
                }
                default -> pick(KNOWN);
            };
        }

        /// The example, with some fields left out and some of other values.
        private ObjectNode fields(JsonNode body) {
            var object = (ObjectNode) body.at("/example").deepCopy();
            JsonNode schema = operation.bodySchema();
            List<String> needed =
                    schema.path("required").valueStream().map(JsonNode::stringValue).toList();
            for (String name : schema.at("/properties").propertyNames()) {
                if (!needed.contains(name) && !name.equals("id") && chance(30)) {
                    object.remove(name);
                } else if (name.equals("comment") && chance(50)) {
                    object.put(
                            name,
                            pick(
                                    List.of(
                                            "",
                                            "é😀\u202e",
                                            "x".repeat(1_000),
                                            "😀".repeat(1_000),
                                            "a\nb\u0000")));
                } else if (name.equals("force") && chance(50)) {
                    object.put(name, random.nextBoolean());
                } else if (schema.at("/properties/" + name + "/type/0")
                        .asString("")
                        .equals("array")) {
                    ArrayNode hosts = object.putArray(name);
                    KNOWN.stream().filter(_ -> chance(40)).forEach(hosts::add);
                }
            }
            return object;
        }

        void breakPath() {
            otherPath = true;
            path =
                    switch (random.nextInt(6)) {
                        case 0 -> path + "/";
                        case 1 ->
                                path
                                        + pick(
                                                List.of(
                                                        "%",
                                                        "%zz", "%2", "%00", "%5C", "%c3%28", "%ff",
                                                        "/../..", ";x=y", "//"));
                        case 2 -> path.substring(0, 1 + random.nextInt(path.length()));
                        case 3 -> "/" + ApiText.encoded(pick(ODD));
                        case 4 -> path.toUpperCase(java.util.Locale.ROOT);
                        default ->
                                pick(
                                        List.of(
                                                "*",
                                                "/",
                                                "http://localhost" + path,
                                                "//host" + path,
                                                "/%2e%2e/status",
                                                "/error"));
                    };
        }

        /// An id that is none, or one that nobody has.
        void oddPath() {
            otherPath = true;
            path = operation.path();
            for (JsonNode parameter : operation.parameters("path")) {
                path =
                        path.replace(
                                "{" + parameter.at("/name").stringValue() + "}",
                                ApiText.encoded(pick(ODD)));
            }
        }

        void breakQuery() {
            if (chance(40)) {
                // Whether it is wrong, only the route knows: as a text, anything is an incident.
                query.add(
                        pick(List.of("limit", "since", "wait", "dry_run", "object", "incident"))
                                + "="
                                + ApiText.encoded(pick(ODD)));
                otherPath = true;
            } else {
                String bad =
                        pick(
                                List.of(
                                        "nonsense=1",
                                        "Wait=1s",
                                        "dryrun=true",
                                        "dry_run=TRUE",
                                        "wait=-1s",
                                        "wait=11m",
                                        "wait=%zz",
                                        "limit=0",
                                        "limit=1e3",
                                        "since=soon"));
                query.add(bad);
                // The actuator takes any parameter, as long as it can be read.
                badQuery = bad.contains("%") || !operation.path().startsWith("/actuator/");
            }
        }

        void breakFields() {
            if (fields == null) {
                return;
            }
            List<String> names =
                    new ArrayList<>(operation.bodySchema().at("/properties").propertyNames());
            String name = pick(names);
            switch (random.nextInt(5)) {
                case 0 -> fields.remove(name);
                case 1 -> fields.set(pick(ODD), any(0));
                case 2 -> fields.put(name, pick(ODD));
                default -> fields.set(name, any(0));
            }
        }

        private JsonNode any(int depth) {
            return switch (random.nextInt(depth > 2 ? 5 : 7)) {
                case 0 -> JSON.nullNode();
                case 1 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
                case 2 -> JSON.getNodeFactory().numberNode(random.nextLong());
                case 3 -> JSON.getNodeFactory().numberNode(random.nextDouble() * 1e300);
                case 4 -> JSON.getNodeFactory().stringNode(pick(ODD));
                case 5 -> JSON.createArrayNode().add(any(depth + 1)).add(any(depth + 1));
                default -> JSON.createObjectNode().set(pick(ODD), any(depth + 1));
            };
        }

        void breakJson() {
            if (fields == null) {
                return;
            }
            byte[] whole = bytes(fields);
            String text = new String(whole, StandardCharsets.UTF_8);
            broken =
                    switch (random.nextInt(8)) {
                        case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
                        case 1 -> flipped(whole);
                        case 2 -> ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
                        case 3 -> (text + text).getBytes(StandardCharsets.UTF_8);
                        case 4 -> text.replace("\"", "'").getBytes(StandardCharsets.UTF_8);
                        case 5 -> text.getBytes(StandardCharsets.UTF_16);
                        case 6 ->
                                "["
                                        .repeat(1 + random.nextInt(20_000))
                                        .getBytes(StandardCharsets.UTF_8);
                        default ->
                                text.replaceFirst(
                                                "\\{",
                                                "{\"comment\":"
                                                        + pick(NUMBERS).replace("$", "")
                                                        + ",")
                                        .getBytes(StandardCharsets.UTF_8);
                    };
        }

        private byte[] flipped(byte[] whole) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
            return flipped;
        }

        /// Half of a character is sent escaped, as a program with a bug would.
        private static byte[] bytes(JsonNode node) {
            return node.toString().replace("\ud800", "\\ud800").getBytes(StandardCharsets.UTF_8);
        }

        Made made() {
            byte[] body = broken != null ? broken : fields == null ? new byte[0] : bytes(fields);
            boolean ours = method.equals(operation.method()) && !otherPath;
            boolean wrong =
                    badQuery
                            || broken == null
                                    && fields != null
                                    && !operation
                                            .api()
                                            .faults(fields, operation.bodySchema())
                                            .isEmpty();
            boolean plain = headers.isEmpty() && type.equals("application/json") && broken == null;
            return new Made(
                    ours ? Optional.of(operation) : Optional.empty(),
                    method,
                    new String(request(body), StandardCharsets.ISO_8859_1),
                    ours && plain && !wrong,
                    ours && wrong);
        }

        private byte[] request(byte[] body) {
            var head = new StringBuilder(method + " " + path);
            if (!query.isEmpty()) {
                head.append('?').append(String.join("&", query));
            }
            head.append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
            headers.forEach(header -> head.append(header).append("\r\n"));
            if (body.length > 0) {
                head.append("Content-Type: ")
                        .append(type)
                        .append("\r\nContent-Length: ")
                        .append(body.length)
                        .append("\r\n");
            }
            var all = new ByteArrayOutputStream();
            all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            all.writeBytes(body);
            return all.toByteArray();
        }
    }
}
