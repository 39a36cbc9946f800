package io.halo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.shell.Halo.Result;
import io.halo.shell.client.FakeManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The file for those who help from afar.
@Timeout(300)
class ReportIT {
    @TempDir Path directory;

    @Test
    void everythingIsInOneFileThatNobodyElseReads() throws IOException {
        Path file = directory.resolve("cluster.zip");
        try (var _ = new FakeManager(directory.resolve("s"), FakeManager.json(200, "{\"a\":1}"))) {
            Result result = halo().run("report", "--to", file.toString());
            assertThat(result.status()).as(result.err()).isZero();
            assertThat(result.out()).isIn(file + "\n", file + ": 1 part is missing\n");
            Map<String, String> parts = parts(file);
            assertThat(parts)
                    .containsKeys(
                            "halo-report/status.json",
                            "halo-report/events.json",
                            "halo-report/operations.json",
                            "halo-report/health.json",
                            "halo-report/info.json")
                    .containsEntry("halo-report/state.txt", "{\"a\":1}")
                    .containsEntry("halo-report/metrics.txt", "{\"a\":1}");
            assertThat(parts.get("halo-report/machine.txt")).contains("java     25");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");

            Result again = halo().run("report", "--to", file.toString());
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.err()).contains("is there already: name another file with --to");
        }
    }

    /// Something is wrong in it, which is what the reader wants to see.
    @Test
    void theHealthOfAManagerThatIsNotWellIsInIt() throws IOException {
        Path file = directory.resolve("cluster.zip");
        try (var _ =
                new FakeManager(
                        directory.resolve("s"), FakeManager.json(503, "{\"status\":\"DOWN\"}"))) {
            Result result = halo().run("report", "--to", file.toString());
            assertThat(result.err()).contains("info.json: the manager says no (503)");
            assertThat(parts(file).get("halo-report/health.json")).contains("DOWN");
        }
    }

    /// The manager is down, and just that is to be reported.
    @Test
    void whatCannotBeHadIsNamed() throws IOException {
        Path file = directory.resolve("cluster.zip");
        Result result = halo().run("report", "--to", file.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("status.json: cannot reach the manager at s");
        assertThat(parts(file).get("halo-report/MISSING.txt"))
                .contains("state.txt: cannot reach the manager");
    }

    @Test
    void whatCannotBeWrittenIsSaidAndLeavesNothing() {
        Path file = directory.resolve("none/cluster.zip");
        Result result = halo().run("report", "--to", file.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("halo: cannot write " + file + ": there is no such directory\n");
    }

    private Halo halo() {
        return new Halo(directory).with("HALO_SOCKET", "s");
    }

    private static Map<String, String> parts(Path file) throws IOException {
        var parts = new TreeMap<String, String>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                parts.put(
                        entry.getName(),
                        new String(
                                zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
