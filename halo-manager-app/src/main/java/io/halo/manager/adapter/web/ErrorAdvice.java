package io.halo.manager.adapter.web;

import java.io.UncheckedIOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Turns whatever a request ended with into a problem. What Spring MVC throws itself is handled
/// above.
@RestControllerAdvice
final class ErrorAdvice extends ResponseEntityExceptionHandler {
    private static final System.Logger LOG = System.getLogger(ErrorAdvice.class.getName());
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    @ExceptionHandler
    ProblemDetail malformed(MalformedException e) {
        return Problems.of(BAD_REQUEST, e.getMessage() == null ? "" : e.getMessage());
    }

    /// Of the query: `?wait=%zz`.
    @ExceptionHandler
    ProblemDetail parameters(InvalidParameterException e) {
        return Problems.of(BAD_REQUEST, "the query cannot be read");
    }

    @ExceptionHandler
    ProblemDetail state(UncheckedIOException e) {
        LOG.log(System.Logger.Level.ERROR, "a request could not be answered", e);
        return Problems.of(UNAVAILABLE, e.getMessage() == null ? "" : e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail bug(RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a request ended with a bug of HALO", e);
        return Problems.of(INTERNAL, "a bug of HALO; its log has more");
    }
}
