package io.halo.engine;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Durable state. Called by the loop's thread only, but for [#events].
public interface StateStore {
    /// Every row that was kept.
    List<Row> rows();

    /// Takes the next epoch: stored + 1, durable before it is returned.
    ///
    /// @throws IOException if it cannot be written
    long nextEpoch() throws IOException;

    /// Writes the change and the events in one transaction; durable when it returns.
    ///
    /// @throws IOException if nothing of it was written
    void write(Change change, List<Event> events) throws IOException;

    /// The newest events, the oldest first.
    List<Stored> events(int limit);

    /// An event with its number and wall-clock time.
    record Stored(long sequence, Instant time, Event event) {}
}
