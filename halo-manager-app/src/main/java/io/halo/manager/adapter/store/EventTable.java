package io.halo.manager.adapter.store;

import io.halo.core.model.Event;
import io.halo.engine.History;
import io.halo.engine.StateStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Events to columns and back.
final class EventTable {
    static final String SELECT =
            "SELECT seq, time, kind, object, actor, comment, incident, crc FROM events";

    private EventTable() {}

    static void add(PreparedStatement insert, Event event, Instant now) throws SQLException {
        fill(insert, event, now);
        insert.executeUpdate();
    }

    static void keep(PreparedStatement insert, StateStore.Stored event) throws SQLException {
        fill(insert, event.event(), event.time());
        insert.setLong(8, event.sequence());
        insert.executeUpdate();
    }

    private static void fill(PreparedStatement insert, Event event, Instant now)
            throws SQLException {
        String time = Long.toString(now.toEpochMilli());
        String[] texts = {
            event.kind().title(),
            storable(event.object()),
            storable(event.actor()),
            storable(event.comment()),
            storable(event.incident())
        };
        insert.setLong(1, now.toEpochMilli());
        for (int i = 0; i < texts.length; i++) {
            insert.setString(i + 2, texts[i]);
        }
        insert.setLong(7, crc(time, texts));
    }

    /// Damaged ones are told of in their place: one of them hides no other.
    static List<StateStore.Stored> find(Connection connection, History.Query query)
            throws SQLException {
        String where =
                " WHERE seq > ?"
                        + (query.since() == null ? "" : " AND time >= ?")
                        + (query.objects().isEmpty()
                                ? ""
                                : " AND object IN (?"
                                        + ", ?".repeat(query.objects().size() - 1)
                                        + ")")
                        + (query.incident() == null ? "" : " AND incident = ?");
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + where + " ORDER BY seq DESC LIMIT ?")) {
            int next = 1;
            select.setLong(next++, query.after());
            if (query.since() != null) {
                select.setLong(next++, query.since().toEpochMilli());
            }
            for (String object : query.objects()) {
                select.setString(next++, object);
            }
            if (query.incident() != null) {
                select.setString(next++, query.incident());
            }
            select.setInt(next, query.limit());
            var events = new ArrayList<StateStore.Stored>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    events.add(readOrTell(found));
                }
            }
            return List.copyOf(events.reversed());
        }
    }

    /// Looks at the newest so many.
    ///
    /// @throws DamagedException if one of them is not as it was written
    static void check(Connection connection, int newest) throws SQLException, DamagedException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " ORDER BY seq DESC LIMIT ?")) {
            select.setInt(1, newest);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    read(found);
                }
            }
        }
    }

    private static StateStore.Stored readOrTell(ResultSet row) throws SQLException {
        try {
            return read(row);
        } catch (DamagedException e) {
            return new StateStore.Stored(
                    row.getLong(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    Event.of(Event.Kind.FAILURE, "history", "damaged: " + e.getMessage()));
        }
    }

    static StateStore.Stored read(ResultSet row) throws SQLException, DamagedException {
        long seq = row.getLong(1);
        long time = row.getLong(2);
        var texts = new String[5];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = String.valueOf(row.getString(i + 3));
        }
        if (row.getLong(8) != crc(Long.toString(time), texts)) {
            throw new DamagedException("the checksum of event " + seq + " is wrong");
        }
        var event = new Event(kind(texts[0], seq), texts[1], texts[2], texts[3], texts[4]);
        return new StateStore.Stored(seq, Instant.ofEpochMilli(time), event);
    }

    private static Event.Kind kind(String title, long seq) throws DamagedException {
        try {
            return Event.Kind.valueOf(title.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new DamagedException("event " + seq + " is of no known kind", e);
        }
    }

    /// The number is not in it: the table gives it, and its order alone is of no weight.
    private static long crc(String time, String[] texts) {
        return Checksum.of("event", time, texts[0], texts[1], texts[2], texts[3], texts[4]);
    }

    /// Halves of characters, which a comment from outside may hold, are no text: they would not
    /// come back as they went in.
    static String storable(String text) {
        return text.codePoints()
                .map(point ->
                        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                                ? 0xFFFD
                                : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
