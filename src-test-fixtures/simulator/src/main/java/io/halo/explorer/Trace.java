package io.halo.explorer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a moment was reached: the newest event and the trace before it.
record Trace(@Nullable Trace before, Event event, int length) {
    static Trace then(@Nullable Trace before, Event event) {
        return new Trace(before, event, before == null ? 1 : before.length() + 1);
    }

    static List<Event> events(@Nullable Trace last) {
        var events = new ArrayList<Event>();
        for (Trace at = last; at != null; at = at.before()) {
            events.add(at.event());
        }
        Collections.reverse(events);
        return events;
    }
}
