package io.halo.manager.adapter.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Says what was refused outside of Spring MVC, by a filter for example.
@Controller
final class ErrorPage implements ErrorController {
    private static final int NOT_FOUND = 404;

    /// Reached by a forward with the status in the request; asked for directly, it is a page that
    /// does not exist.
    @RequestMapping("/error")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object message = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
        Problems.write(
                response,
                status instanceof Integer code ? code : NOT_FOUND,
                message instanceof String text ? text : "");
    }
}
