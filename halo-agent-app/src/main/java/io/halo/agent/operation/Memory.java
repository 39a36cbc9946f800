package io.halo.agent.operation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What survives a restart of the agent: `epoch`, the newest manager seen, and `scripts/`, a note
/// for each script that runs. `lock` keeps a second agent away.
public final class Memory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final EpochFile epoch;
    private final Notes notes;
    private final @Nullable FileLock lock;

    private Memory(Path directory, String boot, @Nullable FileLock lock) {
        this.epoch = new EpochFile(directory);
        this.notes = new Notes(directory.resolve("scripts"), boot);
        this.lock = lock;
        epoch.keep(epoch.read());
    }

    /// Opens it. A directory that cannot be written is no error: [#isDurable()] then says no.
    ///
    /// @param boot this host's boot id
    /// @throws StateDamagedException if something is there and cannot be understood
    /// @throws IOException if another agent uses it
    public static Memory open(Path directory, String boot) throws IOException {
        return new Memory(directory, boot, lock(directory));
    }

    EpochFile epoch() {
        return epoch;
    }

    Notes notes() {
        return notes;
    }

    /// Whether the next agent process will know the newest manager and the scripts that run now.
    boolean isDurable() {
        return epoch.isDurable() && notes.isDurable();
    }

    /// For the next agent on the same directory; what runs goes on.
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.acquiredBy().close();
        }
    }

    private static @Nullable FileLock lock(Path directory) throws IOException {
        FileLock lock;
        try {
            Files.createDirectories(directory);
            var channel =
                    FileChannel.open(
                            directory.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("another agent uses " + directory, e);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written, what this agent knows is lost when it ends: {}",
                    directory,
                    e.toString());
            return null;
        }
        if (lock == null) {
            throw new IOException("another agent uses " + directory);
        }
        return lock;
    }
}
