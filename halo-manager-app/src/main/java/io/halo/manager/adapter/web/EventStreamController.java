package io.halo.manager.adapter.web;

import io.halo.engine.EventBell;
import io.halo.engine.History;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `GET /events/stream`: events as they are written, as server-sent events. Each stream is the
/// request's own virtual thread.
@RestController
final class EventStreamController {
    /// More consoles than a cluster has operators.
    static final int STREAMS_MAX = 32;

    private final History history;
    private final EventBell bell;
    private final LongCalls calls;
    private final Semaphore free = new Semaphore(STREAMS_MAX);

    EventStreamController(History history, EventBell bell, LongCalls calls) {
        this.history = history;
        this.bell = bell;
        this.calls = calls;
    }

    /// @param last the number of the last event that the client has, when it comes back
    /// @param request its `object`s are hosts and groups
    @GetMapping("/events/stream")
    @Query(Query.OBJECT)
    void stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Long after = last == null ? null : number(last);
        if (!free.tryAcquire()) {
            throw Asking.problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "there are " + STREAMS_MAX + " streams of events already",
                    "halo events show");
        }
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            if (request.getMethod().equals("HEAD")) {
                return;
            }
            var stream =
                    new EventStream(
                            history,
                            bell,
                            EventsController.objects(request),
                            response.getOutputStream());
            calls.call(() -> {
                stream.run(after);
                return stream;
            });
        } catch (ClientAbortException _) {
            // Gone, or so slow that the connection was given up.
        } catch (InterruptedException _) {
            // The manager stops; the client comes back with the number that it has.
        } finally {
            free.release();
        }
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new MalformedException("Last-Event-ID is the number of an event");
        }
        return Long.parseLong(text);
    }
}
