package io.halo.support.cluster;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the programs and fixtures of this checkout are.
///
/// @param root the folder that has `bin/` and `ocf-resources/`
public record ProjectFiles(Path root) {
    /// Looks in the system property `halo.root`, then above these classes, then above the working
    /// directory.
    public static ProjectFiles find() {
        String named = System.getProperty("halo.root");
        if (named != null) {
            return new ProjectFiles(Path.of(named).toAbsolutePath().normalize());
        }
        return above(ownPlace())
                .or(() -> above(Path.of("").toAbsolutePath()))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no folder with ocf-resources above "
                                        + ownPlace()
                                        + "; set -Dhalo.root"));
    }

    private static Optional<ProjectFiles> above(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("ocf-resources"))) {
                return Optional.of(new ProjectFiles(folder));
            }
        }
        return Optional.empty();
    }

    private static Path ownPlace() {
        try {
            return Path.of(
                    ProjectFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("these classes come from no file", e);
        }
    }

    public Path launcher(String program) {
        return root.resolve("bin").resolve(program);
    }

    public Path ocfRoot() {
        return root.resolve("ocf-resources");
    }

    public Path fenceProgram() {
        return fixture("bin/fence_halo_test");
    }

    public Path samples() {
        return fixture("samples");
    }

    Path guard() {
        return fixture("bin/guard");
    }

    private Path fixture(String name) {
        return root.resolve("src-test-fixtures/support").resolve(name);
    }
}
