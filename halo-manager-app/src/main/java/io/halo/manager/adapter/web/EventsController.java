package io.halo.manager.adapter.web;

import io.halo.core.view.EventLine;
import io.halo.engine.History;
import io.halo.engine.StateStore;
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
    /// @param object a host or a group
    /// @param limit the newest so many
    @GetMapping("/events")
    ResponseEntity<byte[]> events(
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable Integer limit) {
        List<EventLine> events =
                find(query(since, object, limit == null ? LIMIT : limit)).stream()
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

    private static History.Query query(@Nullable String since, @Nullable String object, int limit) {
        try {
            if (since == null) {
                return new History.Query(0, null, object, limit);
            }
            return since.matches("[0-9]{1,18}")
                    ? new History.Query(Long.parseLong(since), null, object, limit)
                    : new History.Query(0, Instant.parse(since), object, limit);
        } catch (DateTimeException e) {
            throw new MalformedException(
                    "since is the number of an event, or a time such as 2026-04-28T12:54:34Z");
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage() == null ? "" : e.getMessage());
        }
    }
}
