package io.halo.manager.adapter.store;

import io.halo.core.model.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the whole file before it is used, without writing to it.
final class Verifier {
    /// Older events are verified when they are read: nothing depends on them.
    private static final int EVENTS = 1_000;

    private Verifier() {}

    /// A file that is whole.
    ///
    /// @param version of its format; after a crash its header may name an older one than its log
    record Verified(int version, List<Row> rows) {}

    /// @throws StateStoreException if the file is not whole, or of a newer HALO
    static Verified verify(Path file) {
        try (Connection connection = Database.reader(file);
                Statement statement = connection.createStatement()) {
            checkSize(file, statement);
            checkPages(statement);
            int version = version(statement);
            StateFile.checkVersion(file, version);
            checkSchema(statement, version);
            epoch(connection);
            checkEnd(file, connection);
            EventTable.check(connection, EVENTS);
            return new Verified(version, rows(statement));
        } catch (DamagedException e) {
            throw damaged(file, e.getMessage() == null ? "" : e.getMessage(), e);
        } catch (SQLException | IOException e) {
            throw damaged(file, StateFile.why(e), e);
        }
    }

    /// SQLite takes what is missing of the last page for zeros. While there is something in the
    /// log, the page may be there.
    private static void checkSize(Path file, Statement statement)
            throws SQLException, IOException, DamagedException {
        Path log = StateFile.beside(file, "-wal");
        try (ResultSet result = statement.executeQuery("PRAGMA page_size")) {
            boolean alone = !Files.exists(log) || Files.size(log) == 0;
            if (alone && result.next() && Files.size(file) % result.getLong(1) != 0) {
                throw new DamagedException("it was cut off");
            }
        }
    }

    static long epoch(Connection connection) throws SQLException, DamagedException {
        return number(Database.meta(connection, Schema.EPOCH), Schema.EPOCH);
    }

    static long number(String text, String name) throws DamagedException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new DamagedException("its '" + name + "' is no number", e);
        }
    }

    /// What SQLite does not notice: that its log was longer.
    private static void checkEnd(Path file, Connection connection)
            throws SQLException, DamagedException {
        long missing = StateMark.missing(file, connection);
        if (missing > 0) {
            throw new DamagedException(
                    (missing == 1
                                    ? "the last write that was acknowledged is"
                                    : "the last " + missing + " writes that were acknowledged are")
                            + " missing: its log was damaged or removed, or it is a copy of earlier");
        }
    }

    private static StateStoreException damaged(Path file, String how, Exception cause) {
        return new StateStoreException(
                "the state file " + file + " is damaged and was left as it is: " + how, cause);
    }

    /// The structure of the file: pages, trees, indexes.
    private static void checkPages(Statement statement) throws SQLException, DamagedException {
        try (ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String answer = result.next() ? result.getString(1) : "no answer";
            if (!"ok".equals(answer)) {
                throw new DamagedException(answer.replace('\n', ' '));
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static void checkSchema(Statement statement, int version)
            throws SQLException, DamagedException {
        Set<String> expected = new HashSet<>(Schema.all(version));
        try (ResultSet tables =
                statement.executeQuery(
                        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'")) {
            while (tables.next()) {
                if (!expected.remove(tables.getString(1))) {
                    throw new DamagedException("its tables are not those of a state file");
                }
            }
        }
        if (!expected.isEmpty()) {
            throw new DamagedException("a table or an index is missing");
        }
    }

    private static List<Row> rows(Statement statement) throws SQLException, DamagedException {
        var rows = new ArrayList<Row>();
        try (ResultSet found =
                statement.executeQuery("SELECT tbl, id, body, crc FROM state ORDER BY tbl, id")) {
            while (found.next()) {
                String table = String.valueOf(found.getString(1));
                String id = String.valueOf(found.getString(2));
                String body = String.valueOf(found.getString(3));
                String name = "row " + table + " " + id + " ";
                if (found.getLong(4) != Checksum.of(table, id, body)) {
                    throw new DamagedException("the checksum of " + name + "is wrong");
                }
                rows.add(row(table, id, body, name));
            }
        }
        return rows;
    }

    private static Row row(String table, String id, String body, String name)
            throws DamagedException {
        try {
            return RowCodec.read(table, id, body);
        } catch (DamagedException e) {
            throw new DamagedException(name + e.getMessage(), e);
        }
    }
}
