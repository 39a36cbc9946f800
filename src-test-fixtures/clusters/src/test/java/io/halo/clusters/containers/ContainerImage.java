package io.halo.clusters.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ProjectFiles;
import io.halo.support.cluster.Shell;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The image with agent, manager and console, as `deploy/container/build` makes it, on a base made
/// of files of this system.
final class ContainerImage {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration BUILD = Duration.ofMinutes(4);
    private static final Path ROOT = ProjectFiles.find().root();

    private ContainerImage() {}

    /// Why there can be no containers here; empty if there can.
    static Optional<String> unavailable() {
        List<String> question = List.of("docker", "version", "--format", "{{.Server.Version}}");
        try {
            CommandResult answer = Shell.run(question, Map.of(), QUICK);
            return answer.exit() == 0
                    ? Optional.empty()
                    : Optional.of("no container engine answers: " + answer.err().strip());
        } catch (UncheckedIOException e) {
            return Optional.of("no container engine: docker is not installed");
        }
    }

    /// Builds the image.
    ///
    /// @return its tag: one for each checkout, because an engine may serve several
    static String build() {
        String checkout = Integer.toHexString(ROOT.hashCode());
        String base = "halo-test-base:" + checkout;
        String image = "halo-test:" + checkout;
        run(ROOT.resolve("src-test-fixtures/support/bin/base-image"), base);
        run(ROOT.resolve("deploy/container/build"), base, image);
        return image;
    }

    private static void run(Path program, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = program.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        CommandResult result = Shell.run(List.of(command), Map.of(), BUILD);
        assertThat(result.exit()).as("%s: %s", program, result.words()).isZero();
    }
}
