package io.halo.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the events that were kept. Any thread may ask.
public interface History {
    /// No question is answered with more events than that: about a megabyte of JSON.
    int LIMIT_MAX = 10_000;

    /// As many hosts as a cluster has, and more than one asks for by hand.
    int OBJECTS_MAX = 5_000;

    /// The newest events that match, the oldest of them first.
    ///
    /// @throws IOException if they cannot be read
    List<StateStore.Stored> find(Query query) throws IOException;

    /// @param after only events with a higher number
    /// @param since only events that were written then or later, or null
    /// @param objects only events of these hosts and groups; empty for all
    /// @param incident only events of this incident, or null
    /// @param limit how many at most
    record Query(
            long after,
            @Nullable Instant since,
            List<String> objects,
            @Nullable String incident,
            int limit) {
        public Query {
            objects = List.copyOf(objects);
            if (objects.size() > OBJECTS_MAX) {
                throw new IllegalArgumentException(
                        "at most " + OBJECTS_MAX + " objects: " + objects.size());
            }
            if (after < 0) {
                throw new IllegalArgumentException("an event's number is not negative: " + after);
            }
            if (limit < 1 || limit > LIMIT_MAX) {
                throw new IllegalArgumentException(
                        "limit must be 1 to " + LIMIT_MAX + ": " + limit);
            }
        }

        /// The newest of all events.
        public static Query newest(int limit) {
            return after(0, limit);
        }

        /// The newest of those with a higher number.
        public static Query after(long number, int limit) {
            return new Query(number, null, List.of(), null, limit);
        }
    }
}
