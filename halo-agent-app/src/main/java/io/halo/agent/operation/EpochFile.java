package io.halo.agent.operation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The highest epoch seen, on disk. Replaced as a whole, so that a power loss leaves the old one or
/// the new one. Its caller sees to it that one thread at a time writes.
final class EpochFile {
    private static final Logger LOG = LoggerFactory.getLogger(EpochFile.class);
    private static final Pattern FORM =
            Pattern.compile("epoch ([0-9]{1,18})\nmanager ([\\x21-\\x7e]{0,128})\n");

    /// Heartbeats come every second: a disk that is full is tried again now and then only.
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Path directory;
    private final Path file;
    private volatile @Nullable Claim kept;
    private @Nullable Failure failure;

    EpochFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("epoch");
    }

    /// What was kept; nobody, if nothing was.
    ///
    /// @throws StateDamagedException if it cannot be read: then no manager can be obeyed safely
    Claim read() {
        if (!Files.isDirectory(directory)) {
            return Claim.NONE;
        }
        try {
            var matcher = FORM.matcher(Files.readString(file));
            if (matcher.matches()) {
                return new Claim(Long.parseLong(matcher.group(1)), matcher.group(2));
            }
            throw new StateDamagedException(
                    file
                            + " is damaged; remove it once no other manager of this cluster can be running",
                    null);
        } catch (NoSuchFileException e) {
            return Claim.NONE;
        } catch (IOException | IllegalArgumentException e) {
            throw new StateDamagedException(file + " cannot be read: " + e, e);
        }
    }

    /// Writes the claim unless it is there already. [#isDurable()] tells whether that worked.
    void keep(Claim claim) {
        var last = failure;
        if (claim.equals(kept) || (last != null && last.isRecent(claim))) {
            return;
        }
        try {
            write("epoch " + claim.epoch() + "\nmanager " + claim.manager() + "\n");
            kept = claim;
            failure = null;
            if (last != null) {
                LOG.info("{} can be written again", file);
            }
        } catch (IOException e) {
            kept = null;
            failure = new Failure(claim, System.nanoTime());
            if (last == null) {
                LOG.warn(
                        "{} cannot be written, the newest manager is kept in memory only: {}",
                        file,
                        e.toString());
            }
        }
    }

    /// Whether the claim given to [#keep] last is on disk.
    boolean isDurable() {
        return kept != null;
    }

    private void write(String text) throws IOException {
        Path next = directory.resolve("epoch.new");
        try (var channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private record Failure(Claim claim, long at) {
        boolean isRecent(Claim next) {
            return next.equals(claim) && System.nanoTime() - at < RETRY.toNanos();
        }
    }
}
