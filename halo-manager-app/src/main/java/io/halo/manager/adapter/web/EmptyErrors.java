package io.halo.manager.adapter.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/// What says 404 and nothing else, as the actuator does of a part that is not there, says it in a
/// problem, like everybody.
@ControllerAdvice
final class EmptyErrors implements ResponseBodyAdvice<Object> {
    private static final int FIRST_ERROR = 400;

    @Override
    public boolean supports(
            MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body != null
                || !(response instanceof ServletServerHttpResponse servlet)
                || servlet.getServletResponse().getStatus() < FIRST_ERROR) {
            return body;
        }
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return Problems.of(servlet.getServletResponse().getStatus(), "");
    }
}
