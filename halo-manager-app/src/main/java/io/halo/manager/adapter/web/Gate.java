package io.halo.manager.adapter.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Refuses what no controller shall see: anything but reading that did not come through the unix
/// socket, and from anywhere bodies that are too long or do not say how long they are.
final class Gate extends ValveBase {
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    private static final List<String> READING = List.of("GET", "HEAD");

    private final UnixSocket socket;

    Gate(UnixSocket socket) {
        super(true);
        this.socket = socket;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!socket.received(request) && !READING.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", READING));
            refuse(
                    request,
                    response,
                    METHOD_NOT_ALLOWED,
                    "this port only reads; commands go through the unix socket");
        } else if (request.getHeader("Transfer-Encoding") != null) {
            refuse(request, response, LENGTH_REQUIRED, "a body needs a Content-Length");
        } else if (request.getContentLengthLong() > Limits.BODY_BYTES) {
            refuse(request, response, TOO_LARGE, "a body may have " + Limits.BODY_BYTES + " bytes");
        } else {
            getNext().invoke(request, response);
        }
    }

    /// Closes the connection instead of reading a body that nobody wants.
    private static void refuse(Request request, Response response, int status, String why)
            throws IOException {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        Problems.write(response, status, why);
    }
}
