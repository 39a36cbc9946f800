package io.halo.core.view;

import io.halo.core.model.Event;
import java.time.Instant;

/// Something that happened, with its number and wall-clock time.
public record EventLine(
        long seq,
        Instant time,
        Event.Kind kind,
        String object,
        String actor,
        String comment,
        String incident) {
    public static EventLine of(long seq, Instant time, Event event) {
        return new EventLine(
                seq,
                time,
                event.kind(),
                event.object(),
                event.actor(),
                event.comment(),
                event.incident());
    }
}
