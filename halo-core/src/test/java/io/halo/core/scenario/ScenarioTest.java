package io.halo.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs every scenario file. With `-Dhalo.rewrite=true` the expected parts are written anew: review
/// the diff, and commit it only if you understand it and want it.
class ScenarioTest {
    static final Path FOLDER = Path.of("src/test/resources/scenarios");

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        return files().stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                FOLDER.relativize(file).toString(),
                                file.toUri(),
                                () -> check(file)));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
    }

    private static void check(Path file) {
        try {
            String text = Files.readString(file);
            String actual = Scenario.run(text);
            if (Boolean.getBoolean("halo.rewrite")) {
                Files.writeString(file, actual);
            } else {
                assertThat(actual).isEqualTo(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
