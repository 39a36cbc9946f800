package io.halo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each file in `problems/` holds cases, separated by `====`: a configuration, `----`, and what is
/// said about it. Sections that a case leaves out are filled in, so that it shows only what it is
/// about.
///
/// Run with `-Dhalo.rewrite=true` to write the expected problems anew; then review the difference.
class ProblemTablesTest {
    static final Path TABLES = Path.of("src/test/resources/problems");
    static final String NEXT_CASE = "====\n";
    static final String EXPECTED = "----\n";
    private static final List<String> DEFAULTS =
            List.of(
                    "hosts: [{hostname: h0, fence_agent: powerman}, {hostname: h1, fence_agent: powerman}]\n",
                    "resources: [{name: r, kind: heartbeat/Dummy}]\n",
                    "resource_groups: [{root: r, home_host: h0, failover_hosts: [h1]}]\n");

    @TempDir private Path directory = Path.of("unset");

    @TestFactory
    Stream<DynamicTest> everyTableHolds() throws IOException {
        try (Stream<Path> files = Files.list(TABLES)) {
            return files.sorted().toList().stream()
                    .map(file ->
                            dynamicTest(String.valueOf(file.getFileName()), () -> check(file)));
        }
    }

    private void check(Path table) throws IOException {
        String expected = Files.readString(table);
        var actual = new ArrayList<String>();
        for (String one : expected.split(NEXT_CASE, -1)) {
            String given = given(one);
            actual.add(given + EXPECTED + problems(given));
        }
        String found = String.join(NEXT_CASE, actual);
        if (Boolean.getBoolean("halo.rewrite")) {
            Files.writeString(table, found);
        } else {
            assertThat(found).isEqualTo(expected);
        }
    }

    static String given(String oneCase) {
        int end = oneCase.indexOf(EXPECTED);
        return end < 0 ? oneCase : oneCase.substring(0, end);
    }

    /// With the sections that a case leaves out.
    static String complete(String given) {
        var text = new StringBuilder(given);
        for (String section : DEFAULTS) {
            if (!("\n" + given).contains("\n" + section.substring(0, section.indexOf(':') + 1))) {
                text.append(section);
            }
        }
        return text.toString();
    }

    private String problems(String given) throws IOException {
        Path file = Files.writeString(directory.resolve("halo.conf"), complete(given));
        ConfigResult result = ConfigLoader.load(file);
        var shown = new StringBuilder();
        for (Problem problem : result.problems()) {
            shown.append(problem.toString().replace(directory + "/", "")).append('\n');
        }
        return switch (result) {
            case ConfigResult.Loaded _ -> shown + "loaded\n";
            case ConfigResult.Rejected _ -> shown + "rejected\n";
        };
    }
}
