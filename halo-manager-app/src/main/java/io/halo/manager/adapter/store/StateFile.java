package io.halo.manager.adapter.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The state file as a file: whether it is ours, and how it comes into being. Looks only, unless
/// there is no file.
final class StateFile {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /// What a repair has made, until it comes to its place.
    static final String REPAIRED = ".repaired";

    /// More links behind one another are a circle (ELOOP, path_resolution(7)).
    private static final int LINKS_MAX = 40;

    private static final int HEADER_BYTES = 100;
    private static final int VERSION_AT = 60;
    private static final int APPLICATION_ID_AT = 68;

    private StateFile() {}

    /// The file behind a path that may hold links, so that two names of one file share one lock.
    static Path resolve(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new StateStoreException("the state file " + path + " is a directory");
        }
        try {
            createDirectories(parent);
            Path file = parent.toRealPath().resolve(absolute.getFileName());
            boolean link = Files.isSymbolicLink(file);
            for (int i = 0; i < LINKS_MAX && Files.isSymbolicLink(file); i++) {
                Path target = directory(file).resolve(Files.readSymbolicLink(file)).normalize();
                file = directory(target).toRealPath().resolve(target.getFileName());
            }
            if (link) {
                refuseDangling(path, file);
            }
            return file;
        } catch (IOException e) {
            throw new StateStoreException(
                    "the directory of the state file " + path + " cannot be used: " + why(e), e);
        }
    }

    /// A link that leads nowhere may lead to a disk that is not mounted: no state begins anew for
    /// it. Only a repair finds something there.
    private static void refuseDangling(Path link, Path target) {
        if (!Files.exists(target) && !Files.exists(beside(target, REPAIRED))) {
            throw new StateStoreException(
                    "the state file "
                            + link
                            + " is a link to "
                            + target
                            + ", which is missing: mount its disk or restore it, or remove the link to begin anew");
        }
    }

    /// Checks that the file is ours; makes one if there is none.
    static void prepare(Path file, Instant now) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            create(file, now);
            return;
        }
        if (Files.isDirectory(file)) {
            throw new StateStoreException("the state file " + file + " is a directory");
        }
        if (!Files.isRegularFile(file)) {
            throw new StateStoreException("the state file " + file + " is not a regular file");
        }
        checkHeader(file);
    }

    /// Version and application are read without SQLite, which would change files next to one that
    /// is not ours. The version that counts may be in the log still: [Verifier] looks again.
    ///
    /// @throws StateStoreException if it is not ours, or of a newer HALO
    static void checkHeader(Path file) {
        ByteBuffer header = header(file);
        if (header.remaining() == 0) {
            throw new StateStoreException(
                    "the state file "
                            + file
                            + " is empty, which one of HALO never is: restore it, or remove it to begin anew");
        }
        for (byte expected : MAGIC) {
            if (!header.hasRemaining() || header.get() != expected) {
                throw new StateStoreException(
                        "the state file " + file + " is not a state file of HALO");
            }
        }
        if (header.limit() < HEADER_BYTES) {
            throw new StateStoreException("the state file " + file + " is damaged: it was cut off");
        }
        if (header.getInt(APPLICATION_ID_AT) != Schema.APPLICATION_ID) {
            throw new StateStoreException(
                    "the state file "
                            + file
                            + " is not a state file of HALO, but a database of something else");
        }
        checkVersion(file, header.getInt(VERSION_AT));
    }

    /// @throws StateStoreException if there is none such, or it is a newer HALO's
    static void checkVersion(Path file, int version) {
        if (version > Schema.VERSION) {
            throw new StateStoreException(
                    "the state file "
                            + file
                            + " was written by a newer HALO (its format is "
                            + version
                            + ", this one reads "
                            + Schema.VERSION
                            + ")");
        }
        if (version < 1) {
            throw new StateStoreException(
                    "the state file " + file + " is damaged: there is no format " + version);
        }
    }

    private static ByteBuffer header(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // A short read is followed by another.
            }
            return header.flip();
        } catch (IOException e) {
            throw new StateStoreException(
                    "the state file " + file + " cannot be read: " + why(e), e);
        }
    }

    private static void create(Path file, Instant now) {
        refuseRemains(file);
        try {
            make(file, beside(file, ".new"), now, _ -> {});
        } catch (IOException | SQLException e) {
            throw new StateStoreException(
                    "the state file " + file + " cannot be created: " + why(e), e);
        }
    }

    /// Where the file is missing, but something of it is there, it has not begun anew.
    ///
    /// @throws StateStoreException if that is so
    static void refuseRemains(Path file) {
        if (Files.exists(beside(file, REPAIRED))) {
            throw new StateStoreException(
                    "the repair of the state file "
                            + file
                            + " was interrupted: start halo-manager --repair-state again");
        }
        Path log = beside(file, "-wal");
        if (Files.exists(log)) {
            throw new StateStoreException(
                    "the state file "
                            + file
                            + " is missing, but "
                            + log.getFileName()
                            + " beside it is not: restore the file, or remove "
                            + log
                            + " to begin anew");
        }
    }

    /// Makes a state file under another name, and renames it when it is whole: a crash leaves no
    /// half a file.
    ///
    /// @param file what is there under that name is replaced
    /// @param unfinished beside it; what is left there of an earlier attempt goes
    static void make(Path file, Path unfinished, Instant now, Content content)
            throws IOException, SQLException {
        boolean made = false;
        try {
            remove(unfinished);
            createPrivate(unfinished);
            Database.create(unfinished, now);
            try (Connection connection = Database.writer(unfinished)) {
                content.put(connection);
                connection.commit();
            }
            if (Files.exists(beside(unfinished, "-wal"))) {
                throw new IOException(unfinished + " could not be finished");
            }
            Verifier.verify(unfinished);
            sync(unfinished);
            StateMark.forget(file);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            sync(directory(file));
            made = true;
        } finally {
            if (!made) {
                remove(unfinished);
            }
        }
    }

    /// What a new file holds besides its tables.
    interface Content {
        void put(Connection connection) throws SQLException;
    }

    private static void remove(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(beside(file, suffix));
        }
    }

    /// The file is whole: what a repair has made of an earlier one, and not used, must never come
    /// to its place.
    static void forgetRepair(Path file) {
        try {
            Files.deleteIfExists(beside(file, REPAIRED));
        } catch (IOException e) {
            throw new StateStoreException(
                    beside(file, REPAIRED)
                            + ", which a repair has left, cannot be removed: "
                            + why(e),
                    e);
        }
    }

    static Path beside(Path file, String suffix) {
        return directory(file).resolve(file.getFileName() + suffix);
    }

    static Path directory(Path file) {
        Path directory = file.getParent();
        if (directory == null) {
            throw new IllegalArgumentException("not resolved: " + file);
        }
        return directory;
    }

    /// Empty, for us and our group.
    static void createPrivate(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    }

    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-x---")));
        }
    }

    /// What an exception says, without its name if it has a message of its own.
    static String why(Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return switch (e) {
            case NoSuchFileException _ -> "there is no " + message;
            case AccessDeniedException _ -> "permission denied: " + message;
            case FileAlreadyExistsException _ -> message + " exists, but is no directory";
            default -> message;
        };
    }
}
