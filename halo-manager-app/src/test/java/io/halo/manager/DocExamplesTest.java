package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.manager.DocExamples.Example;
import io.halo.support.cluster.ProjectFiles;
import io.halo.support.machine.Needed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every example for curl in the documentation, typed into a shell as it stands there, on a real
/// manager.
@Timeout(120)
class DocExamplesTest {
    private static final List<String> PAGES = List.of("docs/http-api.md", "README.md");
    private static final Pattern ANSWERED = Pattern.compile("answered ([0-9]{3}) (\\S*)");

    /// Tells what was answered, beside what the example prints, and ends what would go on for ever.
    private static final String CURL =
            """
            #!/bin/sh
            case " $* " in
              *" -N "*) set -- --max-time 2 "$@"; endless=28 ;;
              *) endless=0 ;;
            esac
            PATH=${PATH#*:}
            curl -sS -w '%{stderr}answered %{http_code} %{content_type}\\n' "$@"
            status=$?
            [ "$status" -ne "$endless" ] || status=0
            exit "$status"
            """;

    @TestFactory
    List<DynamicTest> areTrue(@TempDir Path directory) throws IOException {
        Needed.program("curl", "curl");
        Needed.program("jq", "jq");
        List<Example> examples = new ArrayList<>();
        for (String page : PAGES) {
            examples.addAll(DocExamples.read(ProjectFiles.find().root().resolve(page)));
        }
        assertThat(examples).hasSizeGreaterThan(20);
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path curl = Files.writeString(bin.resolve("curl"), CURL);
        Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwx------"));
        var manager = new WholeManager(directory);
        var tests = new ArrayList<DynamicTest>();
        for (Example example : examples) {
            tests.add(
                    DynamicTest.dynamicTest(
                            example.toString(), () -> run(example, manager, directory)));
        }
        tests.add(DynamicTest.dynamicTest("the manager stops", manager::close));
        return tests;
    }

    private static void run(Example example, WholeManager manager, Path directory)
            throws IOException, InterruptedException {
        manager.untilAllIsDone();
        Path errors = directory.resolve("stderr");
        var builder =
                new ProcessBuilder(
                                "bash",
                                "-o",
                                "pipefail",
                                "-c",
                                example.command()
                                        .replace(
                                                "/var/run/halo.socket",
                                                manager.socket().toString()))
                        .directory(directory.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectError(errors.toFile());
        builder.environment()
                .merge("PATH", directory.resolve("bin").toString(), (old, own) -> own + ":" + old);
        Process shell = builder.start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String told = Files.readString(errors);
        assertThat(shell.exitValue()).as("%s%n%s%s", example, output, told).isZero();
        Matcher answered = ANSWERED.matcher(told);
        assertThat(answered.find()).as(told).isTrue();
        assertThat(Integer.parseInt(answered.group(1))).as(output).isEqualTo(example.status());
        if (example.status() >= 400) {
            assertThat(answered.group(2)).isEqualTo("application/problem+json");
        }
        if (!example.shown().isEmpty()) {
            assertThat(DocExamples.difference(example.shown(), output))
                    .as("%s%n%s", example, output)
                    .isEmpty();
        }
    }

    @Test
    void aDifferenceIsSeen() {
        assertThat(
                        differs(
                                "{\"a\":1,\"b\":\"2026-04-28T12:54:34Z\"}",
                                "{\"a\":77,\"b\":\"2027-01-01T00:00:00.123Z\"}"))
                .isFalse();
        assertThat(differs("{\"a\":\"x\"}", "{\"a\":\"y\"}")).isTrue();
        assertThat(differs("{\"a\":\"x\"}", "{\"a\":\"x\",\"b\":1}")).isTrue();
        assertThat(differs("{\"a\":\"x\",\"b\":null}", "{\"a\":\"x\",\"b\":1}")).isTrue();
        assertThat(differs("{\"a\":true}", "{\"a\":false}")).isTrue();
        assertThat(differs("[1,\"…\"]", "[1,{\"b\":2},3]")).isFalse();
        assertThat(differs("[1]", "[1,2]")).isTrue();
        assertThat(
                        differs(
                                "id: 7\ndata: {\"seq\":1,\"comment\":\"…\"}\n…",
                                "id: 8\ndata: {\"seq\":9,\"comment\":\"x y\"}\nmore\n"))
                .isFalse();
        assertThat(differs("id: 7", "no: 7\n")).isTrue();
        assertThat(differs("id: 7", "id: 7\nmore\n")).isTrue();
    }

    private static boolean differs(String shown, String output) {
        return !DocExamples.difference(shown.lines().toList(), output).isEmpty();
    }
}
