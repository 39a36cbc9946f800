package io.halo.manager.adapter.store;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.Row;
import io.halo.engine.EventBell;
import io.halo.engine.History;
import io.halo.engine.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The state in one SQLite file. What [#write] acknowledged survives a power loss; what it did not
/// is not there.
public final class SqliteStateStore implements StateStore, History, AutoCloseable {
    private final Path file;
    private final InstantSource clock;
    private final Retention retention;
    private final StateLock lock;
    private final StateMark mark;
    private final List<Row> found;
    private final ReentrantLock reading = new ReentrantLock();
    private final EventBell bell = new EventBell();
    private @Nullable Connection writer;
    private @Nullable Connection reader;
    private long sinceTrim;
    private long merged = -1;

    private SqliteStateStore(
            Path file, InstantSource clock, Retention retention, StateLock lock, List<Row> found) {
        this.file = file;
        this.clock = clock;
        this.retention = retention;
        this.lock = lock;
        this.mark = new StateMark(file);
        this.found = found;
    }

    /// Opens the file, or makes it. Everything in it is checked first; nothing is written to a file
    /// that is not whole and ours.
    ///
    /// @throws StateStoreException if it cannot be used, or another manager uses it
    public static SqliteStateStore open(Path path) {
        return open(path, Clock.systemUTC());
    }

    static SqliteStateStore open(Path path, InstantSource clock) {
        return open(path, clock, Retention.DEFAULT);
    }

    static SqliteStateStore open(Path path, InstantSource clock, Retention retention) {
        Path file = StateFile.resolve(path);
        StateLock lock = StateLock.take(file);
        boolean opened = false;
        try {
            NativeLibrary.load(StateFile.directory(file));
            StateFile.prepare(file, clock.instant());
            Verifier.Verified verified = Verifier.verify(file);
            StateFile.forgetRepair(file);
            if (verified.version() < Schema.VERSION) {
                Migration.run(file, verified.version());
            }
            var store = new SqliteStateStore(file, clock, retention, lock, verified.rows());
            store.writer();
            store.trim();
            opened = true;
            return store;
        } catch (SQLException e) {
            throw new StateStoreException(
                    "the state file " + file + " cannot be opened: " + StateFile.why(e), e);
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /// Also at the start: a manager that is restarted again and again before it has written many
    /// events trims, too. In a transaction of its own: old events that cannot be read are no reason
    /// not to write new ones.
    private void trim() {
        try {
            inTransaction(connection -> retention.trim(connection, clock.instant()));
        } catch (IOException e) {
            // Tried again later; whether anything can be written shows by itself.
        }
    }

    @Override
    public List<Row> rows() {
        return found;
    }

    @Override
    public long nextEpoch() throws IOException {
        long[] epoch = new long[1];
        inTransaction(connection -> {
            epoch[0] = Math.addExact(Verifier.epoch(connection), 1);
            Database.putMeta(connection, Schema.EPOCH, Long.toString(epoch[0]));
        });
        return epoch[0];
    }

    @Override
    public void write(Change change, List<Event> events) throws IOException {
        if (change.isEmpty() && events.isEmpty()) {
            return;
        }
        inTransaction(connection -> {
            remove(connection, change.remove());
            put(connection, change.put());
            claimed(connection, change.put());
            add(connection, events);
        });
        sinceTrim += events.size();
        if (sinceTrim >= Retention.TRIM_EVERY) {
            sinceTrim = 0;
            trim();
        }
        if (!events.isEmpty()) {
            bell.ring();
        }
    }

    @Override
    public List<Stored> events(int limit) {
        try {
            return find(Query.newest(limit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Stored> find(Query query) throws IOException {
        reading.lock();
        try {
            if (reader == null) {
                reader = Database.reader(file);
            }
            return EventTable.find(reader, query);
        } catch (SQLException e) {
            throw new IOException(
                    "the events in " + file + " cannot be read: " + e.getMessage(), e);
        } finally {
            reading.unlock();
        }
    }

    /// Rings when events were written.
    public EventBell bell() {
        return bell;
    }

    @Override
    public void close() {
        reading.lock();
        try {
            closeQuietly(reader);
            reader = null;
        } finally {
            reading.unlock();
        }
        closeQuietly(writer);
        writer = null;
        mark.close();
        lock.close();
    }

    private void inTransaction(Work work) throws IOException {
        boolean done = false;
        try {
            Connection connection = writer();
            work.on(connection);
            StateMark.Position position = StateMark.Position.next(connection);
            connection.commit();
            done = true;
            mark.put(position);
            merge(connection, position.epoch());
        } catch (SQLException | DamagedException | ArithmeticException e) {
            throw new IOException(
                    "the state file " + file + " cannot be written: " + e.getMessage(), e);
        } finally {
            if (!done) {
                abandon();
            }
        }
    }

    /// A new epoch goes to the file itself at once: no damage of the log can make the state one of
    /// an older epoch, which only the agents would notice.
    private void merge(Connection connection, long epoch) {
        try {
            if (epoch != merged && Database.merge(connection)) {
                merged = epoch;
            }
        } catch (SQLException e) {
            // The write is durable. What is wrong with the connection is not ours to find out.
            closeQuietly(connection);
            writer = null;
        }
    }

    /// Rolls back. A connection that cannot do even that is given up; the next write makes a new
    /// one.
    private void abandon() {
        try {
            if (writer != null) {
                writer.rollback();
            }
        } catch (SQLException e) {
            closeQuietly(writer);
            writer = null;
        }
    }

    private Connection writer() throws SQLException {
        Connection connection = writer;
        if (connection == null) {
            connection = Database.writer(file);
            writer = connection;
        }
        return connection;
    }

    private static void remove(Connection connection, List<Row.Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement remove = connection.prepareStatement(Schema.REMOVE_ROW)) {
            for (Row.Key key : keys) {
                remove.setString(1, key.table().name());
                remove.setString(2, RowCodec.id(key));
                remove.executeUpdate();
            }
        }
    }

    static void put(Connection connection, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement put = connection.prepareStatement(Schema.PUT_ROW)) {
            for (Row row : rows) {
                String table = row.key().table().name();
                String id = RowCodec.id(row.key());
                String body = RowCodec.write(row);
                put.setString(1, table);
                put.setString(2, id);
                put.setString(3, body);
                put.setLong(4, Checksum.of(table, id, body));
                put.executeUpdate();
            }
        }
    }

    /// A manager that took over claims more than its turn: the next one must be above that.
    private static void claimed(Connection connection, List<Row> rows)
            throws SQLException, DamagedException {
        for (Row row : rows) {
            if (row instanceof Row.OfCluster cluster
                    && cluster.epoch() > Verifier.epoch(connection)) {
                Database.putMeta(connection, Schema.EPOCH, Long.toString(cluster.epoch()));
            }
        }
    }

    private void add(Connection connection, List<Event> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(Schema.ADD_EVENT)) {
            for (Event event : events) {
                EventTable.add(insert, event, clock.instant());
            }
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // Everything acknowledged is durable; what remains of the connection ends with the
            // process.
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException, DamagedException;
    }
}
