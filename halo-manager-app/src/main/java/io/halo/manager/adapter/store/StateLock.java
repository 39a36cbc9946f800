package io.halo.manager.adapter.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a second manager away from a state file. The system ends the lock with the process,
/// however that ends.
final class StateLock implements AutoCloseable {
    private static final int PID_BYTES_MAX = 20;

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    static StateLock take(Path file) {
        Path path = StateFile.beside(file, ".lock");
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            taken = tryLock(channel) != null;
            if (!taken) {
                throw new StateStoreException(
                        "the state file " + file + " is used by another manager" + holder(channel));
            }
            note(channel);
            return new StateLock(channel);
        } catch (IOException e) {
            throw new StateStoreException(
                    "the lock " + path + " of the state file cannot be taken: " + StateFile.why(e),
                    e);
        } finally {
            if (!taken && channel != null) {
                close(channel);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static void note(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)),
                0);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(buffer, 0);
        String pid =
                new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }

    /// The file stays: to remove it would let two managers lock two files of one name.
    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the descriptor, which is gone in any case.
        }
    }
}
