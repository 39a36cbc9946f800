package io.halo.manager.adapter.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.jspecify.annotations.Nullable;

/// Refuses what no controller shall see: anything but reading that did not come through the unix
/// socket, and from anywhere bodies that are too long, do not say how long they are or do not come
/// in time.
///
/// Reads the body, whoever it is for: so nobody behind it waits for a client, and nothing is left
/// on a connection.
final class Gate extends ValveBase {
    private static final int BAD_REQUEST = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;
    private static final List<String> READING = List.of("GET", "HEAD");
    private static final String BODY = Gate.class.getName() + ".body";
    private static final int PIECE = 4 * 1024;

    private final UnixSocket socket;

    Gate(UnixSocket socket) {
        super(true);
        this.socket = socket;
    }

    /// What came with the request; empty for nothing.
    static byte[] body(HttpServletRequest request) {
        return request.getAttribute(BODY) instanceof byte[] bytes ? bytes : new byte[0];
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isErrorReportRequired()) {
            // Tomcat cannot read it, and says so further on.
            getNext().invoke(request, response);
        } else if (!socket.received(request) && !READING.contains(request.getMethod())) {
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
        } else if (saysNothing(request.getContentType())) {
            refuse(request, response, UNSUPPORTED, "a body is application/json");
        } else if (hasArrived(request, response)) {
            getNext().invoke(request, response);
        }
    }

    /// Spring takes a wildcard for a bug of ours.
    private static boolean saysNothing(@Nullable String type) {
        return type != null && type.indexOf('*') >= 0;
    }

    /// Takes in the body. If it does not come, that is told, and the connection closed.
    private static boolean hasArrived(Request request, Response response) throws IOException {
        Arrival arrival = Arrival.CURRENT.get();
        arrival.headIsThere();
        int length = Math.max(0, request.getContentLength());
        if (length > 0) {
            response.sendAcknowledgement(ContinueResponseTiming.ALWAYS);
        }
        // Grows with what comes, not with what was announced.
        var body = new ByteArrayOutputStream();
        InputStream in = request.getStream();
        byte[] piece = new byte[Math.min(length, PIECE)];
        while (body.size() < length) {
            arrival.boundReads(Limits.IDLE);
            int count = arrival.isOver() ? 0 : read(in, piece);
            if (count < 0) {
                refuse(request, response, BAD_REQUEST, "the body is shorter than announced");
                return false;
            }
            if (count == 0) {
                arrival.refuse();
                request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
                return false;
            }
            body.write(piece, 0, count);
        }
        arrival.bodyIsThere();
        arrival.boundReads(Limits.IDLE);
        request.setAttribute(BODY, body.toByteArray());
        return true;
    }

    /// How many bytes came; 0 if none did in time, negative if none will.
    private static int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            return e.getCause() instanceof SocketTimeoutException ? 0 : -1;
        }
    }

    /// Closes the connection instead of reading a body that nobody wants.
    private static void refuse(Request request, Response response, int status, String why)
            throws IOException {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        Problems.write(response, status, why);
    }
}
