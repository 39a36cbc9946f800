package io.halo.manager.adapter.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How many writes were acknowledged, in a file of its own beside the state file. SQLite takes the
/// first damaged frame of its log for the end of it, and says nothing about the writes behind: that
/// they were there is known from here only.
///
/// Put down after each write, in place, and never waited for: after a power loss the mark may be
/// older than the state, which says nothing, and is never newer. One that is missing or damaged
/// says nothing either.
final class StateMark implements AutoCloseable {
    static final String SUFFIX = "-mark";
    private static final byte[] MAGIC = "HALOMARK".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKED_BYTES = 3 * Long.BYTES;
    private static final int BYTES = CHECKED_BYTES + Long.BYTES;

    private final Path path;
    private @Nullable FileChannel channel;

    /// Opens nothing yet.
    StateMark(Path file) {
        this.path = beside(file);
    }

    /// How far the writes have come.
    ///
    /// @param epoch of the manager that wrote. A state of an older epoch is an older copy: that is
    ///   for the agents to refuse, who have obeyed a newer one
    /// @param writes how many there were in this file
    record Position(long epoch, long writes) {
        /// Counts the write that is going on.
        static Position next(Connection connection) throws SQLException, DamagedException {
            Position before = of(connection).orElse(new Position(Verifier.epoch(connection), 0));
            Position now = new Position(before.epoch, Math.addExact(before.writes, 1));
            Database.putMeta(connection, Schema.WRITES, Long.toString(now.writes));
            return now;
        }

        /// @return empty for a file whose writes were never counted
        static Optional<Position> of(Connection connection) throws SQLException, DamagedException {
            Optional<String> writes = Database.findMeta(connection, Schema.WRITES);
            return writes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Position(
                                    Verifier.epoch(connection),
                                    Verifier.number(writes.get(), Schema.WRITES)));
        }
    }

    /// @return how many acknowledged writes are not in the file, as far as the mark knows
    static long missing(Path file, Connection connection) throws SQLException, DamagedException {
        Optional<Position> marked = read(beside(file));
        Optional<Position> found = Position.of(connection);
        return marked.isPresent() && found.isPresent() && marked.get().epoch == found.get().epoch
                ? Math.max(0, marked.get().writes - found.get().writes)
                : 0;
    }

    /// A mark that cannot be put down says nothing: the write is durable all the same.
    void put(Position position) {
        ByteBuffer content = ByteBuffer.allocate(BYTES);
        content.put(MAGIC).putLong(position.epoch).putLong(position.writes);
        content.putLong(checksum(content.array())).flip();
        try {
            if (channel == null) {
                channel = open(path);
            }
            channel.write(content, 0);
        } catch (IOException e) {
            close();
        }
    }

    /// For a file that begins anew: nothing is missing in it.
    static void forget(Path file) throws IOException {
        Files.deleteIfExists(beside(file));
    }

    static Path beside(Path file) {
        return StateFile.beside(file, SUFFIX);
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    }

    private static Optional<Position> read(Path path) {
        ByteBuffer content = ByteBuffer.allocate(BYTES);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // A short read is followed by another.
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        boolean whole =
                !content.hasRemaining()
                        && content.getLong(CHECKED_BYTES) == checksum(content.array())
                        && content.getLong(0) == ByteBuffer.wrap(MAGIC).getLong();
        return whole
                ? Optional.of(
                        new Position(content.getLong(Long.BYTES), content.getLong(2 * Long.BYTES)))
                : Optional.empty();
    }

    private static long checksum(byte[] content) {
        var crc = new CRC32C();
        crc.update(content, 0, CHECKED_BYTES);
        return crc.getValue();
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It says nothing then.
        }
        channel = null;
    }
}
