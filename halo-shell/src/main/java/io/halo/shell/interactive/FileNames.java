package io.halo.shell.interactive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// Paths that go on where the operator stopped: those of the directory that is typed, directories
/// with a slash.
///
/// Not JLine's own completer, which knows nothing of a value within a word (`--socket=/run/h`).
final class FileNames {
    /// Nobody reads more; there may be a directory with a million files.
    private static final int MOST = 200;

    private FileNames() {}

    /// Empty where there is no such directory, or it may not be read.
    static List<String> startingWith(String typed) {
        String directory = typed.substring(0, typed.lastIndexOf('/') + 1);
        String name = typed.substring(directory.length());
        var found = new TreeSet<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(directory))) {
            for (Path file : files) {
                String own = String.valueOf(file.getFileName());
                boolean wanted = own.startsWith(name) && (!own.startsWith(".") || !name.isEmpty());
                if (wanted && found.size() < MOST) {
                    found.add(directory + own + (Files.isDirectory(file) ? "/" : ""));
                }
            }
        } catch (IOException | InvalidPathException unreadable) {
            return List.of();
        }
        return List.copyOf(found);
    }
}
