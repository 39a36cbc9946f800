package io.halo.agent.operation;

import io.halo.process.ProcessTree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes of the scripts that run, one small file each, named by its token. Any thread may call it.
///
/// They are not forced to disk: the kernel keeps what was written when this process dies, and after
/// a power loss no script runs any more.
final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

    private final Path directory;
    private final String boot;

    /// Scripts that run without a note, because it could not be written.
    private final Set<String> unnoted = ConcurrentHashMap.newKeySet();

    private volatile boolean failed;

    /// @param boot this host's boot id
    Notes(Path directory, String boot) {
        this.directory = directory;
        this.boot = boot;
    }

    /// The boot in which notes are made.
    String boot() {
        return boot;
    }

    /// Notes a script before it runs. If that is not possible it runs all the same: not to stop a
    /// resource because a disk is full would be worse. [#isDurable()] says so.
    void begin(Note note) {
        String token = note.token();
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(token), note.text(), StandardOpenOption.CREATE_NEW);
            failed = false;
        } catch (IOException e) {
            unnoted.add(token);
            LOG.debug("half a note {}", delete(token).isEmpty() ? "was removed" : "stays behind");
            if (!failed) {
                LOG.warn(
                        "{} cannot be written, running scripts are remembered in memory only: {}",
                        directory,
                        e.toString());
            }
            failed = true;
        }
    }

    Note spawned(Note note, ProcessTree tree) {
        append(note.token(), Note.treeLine(tree));
        return note.spawned(tree);
    }

    Note stuck(Note note) {
        append(note.token(), Note.stuckLine());
        return note.asStuck();
    }

    /// The script has ended and all is known of it.
    void end(String token) {
        if (!unnoted.remove(token)) {
            delete(token)
                    .ifPresent(why ->
                            LOG.warn(
                                    "the note of an ended script stays behind: {}",
                                    why.toString()));
        }
    }

    /// What kept it from being deleted, if anything did.
    private Optional<IOException> delete(String token) {
        try {
            Files.deleteIfExists(directory.resolve(token));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /// What an earlier agent process left. Notes of another boot are removed: their scripts are
    /// gone.
    List<Note> left() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var notes = new ArrayList<Note>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                var note = read(file);
                if (note.boot().equals(boot)) {
                    notes.add(note);
                } else {
                    end(note.token());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new StateDamagedException(directory + " cannot be read: " + e, e);
        }
        return notes;
    }

    /// Whether the next agent process will find all scripts that run now.
    boolean isDurable() {
        return !failed && unnoted.isEmpty();
    }

    private Note read(Path file) throws IOException {
        String token = String.valueOf(file.getFileName());
        return Note.parse(token, Files.readString(file))
                .orElseGet(() -> Note.unreadable(token, boot));
    }

    /// Only helps: by its token a script is found too.
    private void append(String token, String line) {
        if (unnoted.contains(token)) {
            return;
        }
        try {
            Files.writeString(directory.resolve(token), line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.debug("cannot add to the note of a script: {}", e.toString());
        }
    }
}
