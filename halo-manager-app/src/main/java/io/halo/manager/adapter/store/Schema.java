package io.halo.manager.adapter.store;

import java.util.List;

/// What the file looks like inside.
final class Schema {
    /// In the header of every state file: "HALO".
    static final int APPLICATION_ID = 0x48414C4F;

    /// In the header too. Raised with each change of a table or of what [RowCodec] writes; a newer
    /// file is not opened, an older one is brought up to it ([Migration]).
    static final int VERSION = 2;

    static final String EPOCH = "epoch";

    /// How many writes there were ([StateMark]); not in files that no HALO since has written to.
    static final String WRITES = "writes";

    /// What the first version had. `crc` is the [Checksum] of all other columns of the row.
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID",
                    """
                    CREATE TABLE state (tbl TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, crc INTEGER NOT NULL,
                      PRIMARY KEY (tbl, id)) WITHOUT ROWID\
                    """,
                    """
                    CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, kind TEXT NOT NULL,
                      object TEXT NOT NULL, actor TEXT NOT NULL, comment TEXT NOT NULL, incident TEXT NOT NULL, crc INTEGER NOT NULL)\
                    """);

    /// What questions about the history ask for.
    private static final List<String> INDEXES =
            List.of(
                    "CREATE INDEX events_time ON events (time)",
                    "CREATE INDEX events_object ON events (object)",
                    "CREATE INDEX events_incident ON events (incident)");

    /// What each version added to the one before it.
    private static final List<List<String>> STEPS = List.of(TABLES, INDEXES);

    static final String PUT_META =
            """
            INSERT INTO meta (name, value, crc) VALUES (?, ?, ?)
              ON CONFLICT (name) DO UPDATE SET value = excluded.value, crc = excluded.crc\
            """;
    static final String PUT_ROW =
            """
            INSERT INTO state (tbl, id, body, crc) VALUES (?, ?, ?, ?)
              ON CONFLICT (tbl, id) DO UPDATE SET body = excluded.body, crc = excluded.crc\
            """;
    static final String REMOVE_ROW = "DELETE FROM state WHERE tbl = ? AND id = ?";
    static final String ADD_EVENT =
            "INSERT INTO events (time, kind, object, actor, comment, incident, crc) VALUES (?, ?, ?, ?, ?, ?, ?)";

    /// As it was, with its number.
    static final String KEEP_EVENT =
            "INSERT INTO events (time, kind, object, actor, comment, incident, crc, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    /// The oldest so many of those that are more than so many.
    static final String TRIM_BY_COUNT =
            """
            DELETE FROM events WHERE seq IN (SELECT seq FROM events
              WHERE seq <= (SELECT max(seq) FROM events) - ? ORDER BY seq LIMIT ?)\
            """;

    /// All before the first that is not before that time, at most so many.
    static final String TRIM_BY_AGE =
            """
            WITH oldest AS (SELECT seq, time < ? AS old FROM events ORDER BY seq LIMIT ?)
            DELETE FROM events WHERE seq IN (SELECT seq FROM oldest WHERE seq <
              coalesce((SELECT min(seq) FROM oldest WHERE NOT old), (SELECT max(seq) + 1 FROM oldest)))\
            """;

    /// The time of the event that is so many before the newest.
    static final String TIME_OF_NEWEST_BUT =
            "SELECT time FROM events ORDER BY seq DESC LIMIT 1 OFFSET ?";

    private Schema() {}

    /// What makes a file of this version out of one of the version before.
    ///
    /// @param version 1 for what makes a new file
    static List<String> step(int version) {
        return STEPS.get(version - 1);
    }

    /// Everything that a file of this version consists of.
    static List<String> all(int version) {
        return STEPS.subList(0, version).stream().flatMap(List::stream).toList();
    }
}
