package io.halo.manager.adapter.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/// What is kept of the history. Old events go in portions, so that no single write pays for many.
///
/// How old an event is depends on the wall clock, which may be wrong by years, now or when the
/// event was written. So events go in their order only, from the oldest on: one that carries too
/// old a time stays as long as an older one stays. And the clock is believed no further than what
/// the [#WITNESS] says: that clock has to have been wrong for so many events before one goes too
/// early.
///
/// @param most how many events
/// @param age older ones go even if there are fewer
record Retention(long most, Duration age) {
    /// Months of a very unquiet cluster; every start reads the structure of all of them.
    private static final int EVENTS_MAX = 1_000_000;

    /// Events between two looks.
    static final int TRIM_EVERY = 1_000;

    private static final int TRIM_AT_ONCE = 2 * TRIM_EVERY;

    /// The time of the event that is so many before the newest is the latest that can be "now". If
    /// there are fewer, none is too old.
    static final int WITNESS = 1_000;

    static final Retention DEFAULT = new Retention(EVENTS_MAX, Duration.ofDays(366));

    void trim(Connection connection, Instant now) throws SQLException {
        trim(connection, Schema.TRIM_BY_COUNT, most);
        try (PreparedStatement witness = connection.prepareStatement(Schema.TIME_OF_NEWEST_BUT)) {
            witness.setInt(1, WITNESS);
            try (ResultSet found = witness.executeQuery()) {
                if (found.next()) {
                    long latest = Math.min(found.getLong(1), now.toEpochMilli());
                    trim(connection, Schema.TRIM_BY_AGE, latest - age.toMillis());
                }
            }
        }
    }

    private static void trim(Connection connection, String how, long bound) throws SQLException {
        try (PreparedStatement trim = connection.prepareStatement(how)) {
            trim.setLong(1, bound);
            trim.setLong(2, TRIM_AT_ONCE);
            trim.executeUpdate();
        }
    }
}
