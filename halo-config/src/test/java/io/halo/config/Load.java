package io.halo.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Short ways to a loaded configuration.
final class Load {
    private Load() {}

    static Path file(Path directory, String text) {
        try {
            return Files.writeString(directory.resolve("halo.conf"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A configuration that must be good.
    static LoadedConfig good(Path directory, String text) {
        return switch (ConfigLoader.load(file(directory, text))) {
            case ConfigResult.Loaded(LoadedConfig config, List<Problem> _) -> config;
            case ConfigResult.Rejected(List<Problem> problems) ->
                    throw new AssertionError(problems.toString());
        };
    }

    /// What is said about a file, without its directory.
    static List<String> problems(Path file) {
        return ConfigLoader.load(file).problems().stream()
                .map(problem -> problem.toString().replace(file.getParent() + "/", ""))
                .toList();
    }
}
