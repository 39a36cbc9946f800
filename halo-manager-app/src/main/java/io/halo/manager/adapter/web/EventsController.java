package io.halo.manager.adapter.web;

import io.halo.core.view.EventLine;
import io.halo.engine.History;
import io.halo.engine.StateStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /events`.
@RestController
final class EventsController {
    private static final int LIMIT = 100;

    private final History history;

    EventsController(History history) {
        this.history = history;
    }

    /// @param since a number (only events after it) or a time (only events from then on)
    /// @param limit the newest so many
    /// @param request its `object`s are hosts and groups; a comma is part of a name
    @GetMapping("/events")
    @Query({Query.SINCE, Query.OBJECT, Query.INCIDENT, Query.LIMIT})
    ResponseEntity<byte[]> events(
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String incident,
            @RequestParam(required = false) @Nullable Integer limit,
            HttpServletRequest request) {
        List<String> objects = objects(request);
        List<EventLine> events =
                find(query(since, objects, incident, limit == null ? LIMIT : limit)).stream()
                        .map(stored ->
                                EventLine.of(stored.sequence(), stored.time(), stored.event()))
                        .toList();
        return StatusJson.ok(events);
    }

    private List<StateStore.Stored> find(History.Query query) {
        try {
            return history.find(query);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    static List<String> objects(HttpServletRequest request) {
        String[] objects = request.getParameterValues(Query.OBJECT);
        return objects == null ? List.of() : List.of(objects);
    }

    private static History.Query query(
            @Nullable String since, List<String> objects, @Nullable String incident, int limit) {
        try {
            boolean number = since != null && since.matches("[0-9]{1,18}");
            return new History.Query(
                    number ? Long.parseLong(since) : 0,
                    number || since == null ? null : Instant.parse(since),
                    objects,
                    incident,
                    limit);
        } catch (DateTimeException e) {
            throw new MalformedException(
                    "since is the number of an event, or a time such as 2026-04-28T12:54:34Z");
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage() == null ? "" : e.getMessage());
        }
    }
}
