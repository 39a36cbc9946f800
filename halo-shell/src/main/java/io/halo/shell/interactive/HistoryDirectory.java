package io.halo.shell.interactive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.springframework.shell.core.config.UserConfigPathProvider;

/// Where the history of typed lines is kept: below `$XDG_STATE_HOME` or `~/.local/state`, readable
/// by the operator alone, and never in the current directory.
record HistoryDirectory(Path provide) implements UserConfigPathProvider {
    static final String FILE_NAME = "history";

    static HistoryDirectory of(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        // The XDG rules: a relative path is to be ignored.
        Path base =
                state.startsWith("/")
                        ? Path.of(state)
                        : Path.of(
                                environment.getOrDefault(
                                        "HOME", System.getProperty("user.home", "/")),
                                ".local",
                                "state");
        Path directory = base.resolve("halo").toAbsolutePath();
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException unwritable) {
            // A session without history is better than none.
            System.getLogger(HistoryDirectory.class.getName())
                    .log(Level.DEBUG, "no history", unwritable);
        }
        return new HistoryDirectory(directory);
    }
}
