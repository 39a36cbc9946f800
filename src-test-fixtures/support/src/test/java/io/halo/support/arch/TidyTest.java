package io.halo.support.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidyTest {
    @TempDir Path module;

    @Test
    void tidyModuleHasNoProblems() throws IOException {
        write("src/main/java/a/package-info.java", "package a;");
        write("src/main/java/a/A.java", "package a; // the method is done");
        write("src/test/resources/scenarios/one.txt", "# A host is lost.");
        write("src/test/resources/other.txt", "no scenario");

        assertThat(Tidy.problems(module)).isEmpty();
    }

    @Test
    void everyProblemIsNamedWithFileAndLine() throws IOException {
        write(
                "src/main/java/a/A.java",
                "package a;\n//" + "x".repeat(140) + "\n// TO" + "DO later");
        write("src/test/resources/scenarios/deep/one.txt", "cluster hosts=(a,b)");

        assertThat(Tidy.problems(module))
                .containsExactly(
                        "src/main/java/a/A.java:2 is longer than 140 characters",
                        "src/main/java/a/A.java:3 is about unfinished work",
                        "src/main/java/a/package-info.java:1 is missing",
                        "src/test/resources/scenarios/deep/one.txt:1 does not open with a # line that says what the scenario shows");
    }

    private void write(String name, String text) throws IOException {
        Path file = module.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
