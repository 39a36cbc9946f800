package io.halo.engine;

import io.halo.core.model.Event;
import io.halo.core.view.EventLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The newest events of the history, as the status shows them: those that came since are read, the
/// others are known. Not for two threads at once.
final class NewestEvents {
    /// More are in the history.
    static final int MAX = 50;

    private final History history;
    private List<EventLine> lines = List.of();
    private long newest;

    NewestEvents(History history) {
        this.history = history;
    }

    /// The oldest of them first.
    ///
    /// @throws IOException if the history cannot be read
    List<EventLine> lines() throws IOException {
        List<StateStore.Stored> since = history.find(History.Query.after(newest, MAX));
        if (!since.isEmpty()) {
            var all = new ArrayList<>(lines);
            for (StateStore.Stored stored : since) {
                if (stored.event().kind() == Event.Kind.CLEAR) {
                    all.clear();
                } else {
                    all.add(EventLine.of(stored.sequence(), stored.time(), stored.event()));
                }
            }
            lines = List.copyOf(all.subList(Math.max(0, all.size() - MAX), all.size()));
            newest = since.getLast().sequence();
        }
        return lines;
    }
}
