package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import io.halo.shell.client.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged console, one command at a time: what it prints where, and how it ends.
@Timeout(300)
class HaloIT {
    private static final Path DOCUMENTS = Path.of("src/test/resources/status").toAbsolutePath();

    @TempDir Path directory;

    private Halo halo;

    @BeforeEach
    void start() {
        halo = new Halo(directory);
    }

    private FakeManager manager(String document) throws IOException {
        return new FakeManager(
                directory.resolve("s"),
                FakeManager.json(200, Files.readString(DOCUMENTS.resolve(document + ".json"))));
    }

    private static void isOneLine(String text, String... parts) {
        assertThat(text.lines()).hasSize(1);
        assertThat(text).startsWith("halo: ").contains(parts);
    }

    @Test
    void statusIsThePage() throws IOException {
        try (FakeManager _ = manager("failed-over")) {
            Result result = halo.run("status", "--socket", "s");
            assertThat(result).isEqualTo(new Result(0, page("failed-over.plain"), ""));
            assertThat(halo.run("--socket=s", "status", "-x").out())
                    .isEqualTo(page("failed-over.problems"));
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(DOCUMENTS.resolve(name + ".txt"));
    }

    @Test
    void documentsAreForPrograms() throws IOException {
        try (FakeManager manager = manager("trouble")) {
            Result json =
                    halo.with("HALO_SOCKET", manager.socket().toString())
                            .run("status", "--output", "json");
            assertThat(JsonReader.read(json.out()))
                    .isEqualTo(
                            JsonReader.read(Files.readString(DOCUMENTS.resolve("trouble.json"))));
            assertThat(halo.run("status", "--output=yaml").out())
                    .contains("- id: pool0\n  kind: heartbeat/ZFS\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OK,0,0",
        "MAINTENANCE,0,0",
        "DEGRADED,1,1",
        "CRITICAL,2,2",
        "OBSERVE,0,0",
        "OBSERVE,2,2"
    })
    void exitCodesAreThoseOfACheck(String level, int code, int exit) throws IOException {
        String document =
                "{\"verdict\":{\"level\":\""
                        + level
                        + "\",\"text\":\"x\",\"exit_code\":"
                        + code
                        + "}}";
        try (FakeManager _ =
                new FakeManager(directory.resolve("s"), FakeManager.json(200, document))) {
            assertThat(halo.run("status", "--socket", "s", "--exit-code").status()).isEqualTo(exit);
        }
    }

    @Test
    void withoutAManagerOneLineSaysWhatToDo() {
        Result result = halo.run("status", "--socket", "none");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        isOneLine(result.err(), "cannot reach the manager at none: no such file", "--socket PATH");
        assertThat(halo.run("status", "--exit-code", "--socket", "none").status()).isEqualTo(3);
    }

    @Test
    void aRefusalIsOneLine() throws IOException {
        try (FakeManager _ =
                new FakeManager(
                        directory.resolve("s"),
                        FakeManager.json(503, "{\"detail\":\"state\\nnot writable\\u001b\"}"))) {
            Result result = halo.run("status", "--socket", "s");
            assertThat(result.status()).isEqualTo(1);
            isOneLine(result.err(), "(503)", "state not writable\uFFFD");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "statsu, did you mean status?",
        "status --wyh, did you mean --why?",
        "power, 'type one of'",
        "power off, --all",
        "status x, type halo status",
        "help nothing, no help for 'nothing'"
    })
    void usageErrorsAreTwo(String line, String words) {
        Result result = halo.run(line.split(" "));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        isOneLine(result.err(), words);
    }

    @Test
    void aFullDiskIsNotAnEmptyCluster() throws IOException {
        try (FakeManager _ = manager("healthy")) {
            Result result =
                    halo.run(
                            List.of(
                                    "sh",
                                    "-c",
                                    Halo.launcher("halo") + " status --socket s >/dev/full"));
            assertThat(result.status()).isEqualTo(1);
            isOneLine(result.err(), "cannot write the output");
        }
    }

    @Test
    void whoHasReadEnoughOfAPipeIsToldNothing() throws IOException {
        Result result =
                halo.run(List.of("sh", "-c", Halo.launcher("halo") + " help | head -n 1; wait"));
        assertThat(result.out()).startsWith("halo: the console");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void oneCommandLoadsNeitherSpringNorJline() throws IOException {
        try (FakeManager _ = manager("healthy")) {
            Path log = directory.resolve("classes");
            Result result =
                    halo.with("HALO_JAVA_OPTS", "-Xlog:class+load:file=" + log)
                            .run("status", "--socket", "s");
            assertThat(result.status()).isZero();
            assertThat(Files.readAllLines(log))
                    .anyMatch(line -> line.contains("io.halo.shell.HaloMain"))
                    .noneMatch(line ->
                            line.contains("org.springframework") || line.contains("org.jline"));
        }
    }

    @Test
    void helpExplainsEachCommand() {
        assertThat(halo.run("help").out()).contains("power off [HOST…]", "--socket PATH");
        assertThat(halo.run("status", "--help").out())
                .contains("Usage: halo status", "--why", "Example: halo status");
        assertThat(halo.run("--version").out()).startsWith("halo ").contains("Java 25");
    }

    @Test
    void everySampleIsValid() throws IOException {
        Path samples = Path.of("../src-test-fixtures/support/samples").toAbsolutePath();
        try (Stream<Path> files = Files.list(samples)) {
            assertThat(files)
                    .hasSizeGreaterThanOrEqualTo(5)
                    .allSatisfy(file -> {
                        Result result = halo.run("validate", "--config", file.toString());
                        assertThat(result.status()).as(file + ": " + result.out()).isZero();
                    });
        }
    }

    @Test
    void validatePrintsAllProblems() throws IOException {
        Path bad =
                Files.writeString(
                        directory.resolve("bad.yaml"),
                        """
                        hosts:
                        - hostnam: a
                        resources: []
                        resource_groups: []
                        unknown: 1
                        """);
        Result result = halo.run("validate", "--config", bad.toString());
        assertThat(result.status()).isEqualTo(64);
        assertThat(result.out())
                .contains(bad + ":2:3: error: ")
                .contains("did you mean 'hostname'")
                .contains(bad + ":5:1: error: ");
        assertThat(
                        JsonReader.read(
                                halo.run("validate", "--config", bad.toString(), "--output", "json")
                                        .out()))
                .hasValueSatisfying(problems -> assertThat(problems.list()).hasSizeGreaterThan(1));
    }
}
