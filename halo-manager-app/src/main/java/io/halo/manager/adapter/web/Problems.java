package io.halo.manager.adapter.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
        return ProblemDetail.forStatusAndDetail(known(status), detail);
    }

    static void write(HttpServletResponse response, int status, String detail) throws IOException {
        ObjectNode problem =
                MAPPER.createObjectNode()
                        .put("type", "about:blank")
                        .put("title", known(status).getReasonPhrase())
                        .put("status", known(status).value());
        if (!detail.isEmpty()) {
            problem.put("detail", detail);
        }
        byte[] body = MAPPER.writeValueAsBytes(problem);
        response.setStatus(known(status).value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static HttpStatus known(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }
}
