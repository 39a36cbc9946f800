package io.halo.support.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a test needs of the machine. At home a test without it is skipped and says why; in CI (the
/// variable `CI` is set) it fails, because there the machine is ours to equip.
public final class Needed {
    private static final Pattern PATHS = Pattern.compile(File.pathSeparator);

    private Needed() {}

    /// @param lack why the test cannot run here; empty if it can
    public static void nothingLacks(Optional<String> lack) {
        if (System.getenv("CI") == null) {
            assumeTrue(lack.isEmpty(), () -> lack.orElse(""));
        }
        assertThat(lack).isEmpty();
    }

    /// A program on PATH, from that Debian package.
    public static void program(String name, String packageName) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean there =
                PATHS.splitAsStream(path)
                        .map(folder -> Path.of(folder, name))
                        .anyMatch(Files::isExecutable);
        nothingLacks(
                there
                        ? Optional.empty()
                        : Optional.of(name + " is not installed (package " + packageName + ")"));
    }
}
