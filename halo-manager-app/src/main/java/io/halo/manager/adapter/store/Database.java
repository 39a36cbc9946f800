package io.halo.manager.adapter.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/// Connections to the file, and what it holds when it is new.
final class Database {
    /// Nobody else writes; an operator's `sqlite3` may hold it for a moment.
    private static final int BUSY_MILLIS = 1_000;

    /// What a large write-ahead log is cut back to once it was merged.
    private static final int LOG_BYTES = 4 * 1024 * 1024;

    private Database() {}

    static Connection writer(Path file) throws SQLException {
        SQLiteConfig config = common();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setJournalSizeLimit(LOG_BYTES);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        Connection connection = open(config, file);
        connection.setAutoCommit(false);
        return connection;
    }

    static Connection reader(Path file) throws SQLException {
        SQLiteConfig config = common();
        config.setReadOnly(true);
        return open(config, file);
    }

    /// Fills an empty file.
    static void create(Path file, Instant now) throws SQLException {
        SQLiteConfig config = common();
        config.setSynchronous(SynchronousMode.FULL);
        try (Connection connection = open(config, file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = " + Schema.APPLICATION_ID);
            statement.execute("PRAGMA user_version = " + Schema.VERSION);
            for (String part : Schema.all(Schema.VERSION)) {
                statement.execute(part);
            }
            putMeta(connection, "created", now.toString());
            putMeta(connection, Schema.EPOCH, "0");
            putMeta(connection, Schema.WRITES, "0");
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }

    /// Takes everything of the log into the file, and begins a new log. Waits for nobody who reads.
    ///
    /// @return whether everything is in the file
    /// @throws SQLException if it failed, or the connection is of no use any more; nothing is lost
    static boolean merge(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            boolean merged = checkpoint(statement);
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            connection.setAutoCommit(false);
            return merged;
        }
    }

    private static boolean checkpoint(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return result.next()
                    && (result.getInt("busy") == 0
                            || result.getInt("log") == result.getInt("checkpointed"));
        }
    }

    static void putMeta(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(Schema.PUT_META)) {
            put.setString(1, name);
            put.setString(2, value);
            put.setLong(3, Checksum.of("meta", name, value));
            put.executeUpdate();
        }
    }

    static String meta(Connection connection, String name) throws SQLException, DamagedException {
        return findMeta(connection, name)
                .orElseThrow(() -> new DamagedException("its '" + name + "' is missing"));
    }

    static Optional<String> findMeta(Connection connection, String name)
            throws SQLException, DamagedException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT value, crc FROM meta WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                String value = rows.getString(1);
                if (value == null || rows.getLong(2) != Checksum.of("meta", name, value)) {
                    throw new DamagedException("the checksum of its '" + name + "' is wrong");
                }
                return Optional.of(value);
            }
        }
    }

    private static SQLiteConfig common() {
        var config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(false);
        return config;
    }

    private static Connection open(SQLiteConfig config, Path file) throws SQLException {
        return config.createConnection("jdbc:sqlite:" + file);
    }
}
