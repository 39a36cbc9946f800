package io.halo.manager.adapter.store;

import io.halo.core.model.Row;
import io.halo.engine.StateStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What can still be read of a damaged state file, each piece by itself, from both ends.
///
/// @param rows those whose checksum is right
/// @param lost of those whose checksum is wrong, what their key says: table and id
/// @param missing how many writes are known to be missing from the end
/// @param whole whether no further row can have been there
/// @param events those whose checksum is right
/// @param eventsLost how many are known to be damaged
/// @param epoch the highest that anything speaks of; 0 if nothing does
record Remains(
        List<Row> rows,
        List<Lost> lost,
        long missing,
        boolean whole,
        List<StateStore.Stored> events,
        int eventsLost,
        long epoch) {
    /// A row that was there and whose checksum is wrong.
    ///
    /// @param id as in the file; which may be what is damaged
    /// @param keyed whether what it says is a row of that very table and id: then these are right
    record Lost(String table, String id, boolean keyed) {
        String text() {
            return table + " " + id;
        }
    }

    /// @throws SQLException if the file cannot be opened at all
    static Remains of(Path file) throws SQLException {
        try (Connection connection = Database.reader(file)) {
            SequencedMap<String, Found> found = new LinkedHashMap<>();
            boolean sound = isSound(connection);
            long missing = missing(file, connection);
            boolean forwards = scan(connection, "state", "tbl, id", Remains::found, found);
            boolean backwards =
                    scan(connection, "state", "tbl DESC, id DESC", Remains::found, found);
            Map<Long, Told> told = new TreeMap<>();
            scan(connection, "events", "seq", Remains::told, told);
            scan(connection, "events", "seq DESC", Remains::told, told);
            var rows = new ArrayList<Row>();
            var lost = new ArrayList<Lost>();
            for (Found one : found.values()) {
                if (one.row() == null) {
                    lost.add(new Lost(one.table(), one.id(), one.keyed()));
                } else {
                    rows.add(one.row());
                }
            }
            var events = new ArrayList<StateStore.Stored>();
            told.values()
                    .forEach(one -> {
                        if (one.event() != null) {
                            events.add(one.event());
                        }
                    });
            return new Remains(
                    List.copyOf(rows),
                    List.copyOf(lost),
                    missing,
                    sound && forwards && backwards && missing == 0,
                    List.copyOf(events),
                    told.size() - events.size(),
                    epoch(connection, rows));
        }
    }

    /// @param row null unless all of it is right
    private record Found(String table, String id, boolean keyed, @Nullable Row row) {}

    private record Told(long number, StateStore.@Nullable Stored event) {}

    /// Whether the structure of the table shows no damage: else rows may be missing unseen.
    private static boolean isSound(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            return result.next() && "ok".equals(result.getString(1));
        } catch (SQLException _) {
            return false;
        }
    }

    private static long missing(Path file, Connection connection) {
        try {
            return StateMark.missing(file, connection);
        } catch (SQLException | DamagedException _) {
            return 0; // how many is not known; what else is damaged says that something is
        }
    }

    /// @return whether the end was reached
    private static <K, V> boolean scan(
            Connection connection,
            String table,
            String order,
            Reader<K, V> reader,
            Map<K, V> into) {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT * FROM " + table + " ORDER BY " + order)) {
            while (rows.next()) {
                reader.read(rows, into);
            }
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private static void found(ResultSet from, Map<String, Found> into) throws SQLException {
        String table = String.valueOf(from.getString("tbl"));
        String id = String.valueOf(from.getString("id"));
        String body = String.valueOf(from.getString("body"));
        Row row = row(table, id, body);
        boolean right = from.getLong("crc") == Checksum.of(table, id, body);
        into.put(table + "\0" + id, new Found(table, id, row != null, right ? row : null));
    }

    private static @Nullable Row row(String table, String id, String body) {
        try {
            return RowCodec.read(table, id, body);
        } catch (DamagedException _) {
            return null;
        }
    }

    private static void told(ResultSet from, Map<Long, Told> into) throws SQLException {
        long number = from.getLong("seq");
        StateStore.Stored event = null;
        try {
            event = EventTable.read(from);
        } catch (DamagedException _) {
            // Counted.
        }
        into.put(number, new Told(number, event));
    }

    private static long epoch(Connection connection, List<Row> rows) {
        long epoch = 0;
        try {
            epoch = Verifier.epoch(connection);
        } catch (SQLException | DamagedException _) {
            // The row about the cluster says what was claimed last.
        }
        for (Row row : rows) {
            if (row instanceof Row.OfCluster cluster) {
                epoch = Math.max(epoch, cluster.epoch());
            }
        }
        return epoch;
    }

    private interface Reader<K, V> {
        void read(ResultSet rows, Map<K, V> into) throws SQLException;
    }
}
