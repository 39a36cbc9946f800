package io.halo.manager.adapter.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Turns whatever a request ended with into a problem. What Spring MVC throws itself is handled
/// above.
@RestControllerAdvice
final class ErrorAdvice extends ResponseEntityExceptionHandler {
    private static final System.Logger LOG = System.getLogger(ErrorAdvice.class.getName());
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    /// As it is: there are no messages in other languages, and those of a context that is being
    /// closed cannot even be asked for.
    @Override
    protected @Nullable ResponseEntity<Object> handleErrorResponseException(
            ErrorResponseException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return handleExceptionInternal(e, e.getBody(), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail problem = Problems.of(status.value(), "there is no " + e.getResourcePath());
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    /// A problem is what a client gets that accepts none, too: better than nothing.
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body, all, status);
    }

    private static ResponseEntity<ProblemDetail> answer(int status, @Nullable String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, detail == null ? "" : detail));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformed(MalformedException e) {
        return answer(BAD_REQUEST, e.getMessage());
    }

    /// Of the query: `?wait=%zz`.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> parameters(InvalidParameterException e) {
        return answer(BAD_REQUEST, "the query cannot be read");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> state(UncheckedIOException e) {
        LOG.log(System.Logger.Level.ERROR, "a request could not be answered", e);
        return answer(UNAVAILABLE, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> bug(RuntimeException e, HttpServletRequest request) {
        // How the actuator says that a health of several words has no such part.
        if (e instanceof IllegalArgumentException
                && request.getRequestURI().startsWith("/actuator/health/")) {
            return answer(NOT_FOUND, "there is no such part of the health");
        }
        LOG.log(System.Logger.Level.ERROR, "a request ended with a bug of HALO", e);
        return answer(INTERNAL, "a bug of HALO; its log has more");
    }
}
