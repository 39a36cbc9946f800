package io.halo.manager.adapter.store;

import java.util.List;

/// What the file looks like inside.
final class Schema {
    /// In the header of every state file: "HALO".
    static final int APPLICATION_ID = 0x48414C4F;

    /// In the header too. Raised with each change of a table or of what [RowCodec] writes; a newer
    /// file is not opened.
    static final int VERSION = 1;

    static final String EPOCH = "epoch";

    /// `crc` is the [Checksum] of all other columns of the row.
    static final List<String> TABLES =
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
    static final String TRIM_EVENTS =
            "DELETE FROM events WHERE seq <= (SELECT max(seq) FROM events) - ?";

    private Schema() {}
}
