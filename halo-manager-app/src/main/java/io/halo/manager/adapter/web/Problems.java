package io.halo.manager.adapter.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Problems as RFC 9457 wants them, for the places where Spring MVC does not write them.
final class Problems {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Problems() {}

    static ProblemDetail of(int status, String detail) {
        return ProblemDetail.forStatusAndDetail(
                known(status), detail.isBlank() ? words(status) : detail);
    }

    static void write(HttpServletResponse response, int status, String detail) throws IOException {
        byte[] body = bytes(status, detail);
        response.setStatus(known(status).value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /// A whole answer, the last on its connection, for where Tomcat writes none.
    static byte[] last(int status, String detail) {
        byte[] body = bytes(status, detail);
        String head =
                "HTTP/1.1 "
                        + status
                        + " \r\nContent-Type: "
                        + MediaType.APPLICATION_PROBLEM_JSON_VALUE
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\nConnection: close\r\n\r\n";
        return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /// Never without a detail: there is always a sentence to show.
    private static byte[] bytes(int status, String detail) {
        ObjectNode problem =
                MAPPER.createObjectNode()
                        .put("type", "about:blank")
                        .put("title", known(status).getReasonPhrase())
                        .put("status", known(status).value())
                        .put("detail", detail.isBlank() ? words(status) : detail);
        return MAPPER.writeValueAsBytes(problem);
    }

    private static String words(int status) {
        return known(status) == HttpStatus.BAD_REQUEST
                ? "the request cannot be understood"
                : known(status).getReasonPhrase();
    }

    private static HttpStatus known(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }
}
