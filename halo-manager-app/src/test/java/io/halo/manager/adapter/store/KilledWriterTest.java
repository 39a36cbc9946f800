package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.machine.Effort;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at any moment (D1): what the process has said was acknowledged is there, in order, and
/// the write that it was at is there wholly or not at all. All rounds are on the same file, so each
/// opens what the one before left behind: logs, half of a start, half of a trim.
class KilledWriterTest {
    private static final int ROUNDS = Effort.of(6, 300);

    /// One round in so many is killed while it starts.
    private static final int AT_START = 5;

    private static final int WRITES_MAX = 40;

    /// About the time of two writes, so that every moment of one is met; and that of a start.
    private static final int WRITE_MICROS = 30_000;

    private static final int START_MICROS = 600_000;

    @TempDir Path directory;

    private final Random random = new Random();
    private final Load load = new Load();
    private long acknowledged;
    private long epoch;
    private int unsaid;

    @Test
    void whatWasAcknowledgedSurvivesSigkill()
            throws IOException, InterruptedException, SQLException {
        Path file = directory.resolve("state");
        SqliteStateStore.open(file).close();
        long largestLog = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = acknowledged;
            runAndKill(file, round % AT_START == AT_START - 1);
            Path log = StateFile.beside(file, "-wal");
            largestLog = Math.max(largestLog, Files.exists(log) ? Files.size(log) : 0);
            long found = load.check(file);
            assertThat(found)
                    .as("round %d, begun after write %d", round, before)
                    .isBetween(acknowledged, acknowledged + 1);
            unsaid += found > acknowledged ? 1 : 0;
            acknowledged = found;
        }
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.nextEpoch()).isGreaterThan(epoch);
            assertThat(load.check(store.rows(), store.events(10_000))).isEqualTo(acknowledged);
        }
        System.out.printf(
                "SIGKILL: %d rounds, %,d writes acknowledged, all there; %d more were there though not acknowledged;"
                        + " epoch %d, log up to %,d KB%n",
                ROUNDS, acknowledged, unsaid, epoch, largestLog / 1_000);
    }

    private void runAndKill(Path file, boolean atStart) throws IOException, InterruptedException {
        Path words = directory.resolve("writer.log");
        Process process = start(file, words);
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            int wanted = atStart ? 0 : 1 + random.nextInt(WRITES_MAX);
            for (int i = 0; i < wanted; i++) {
                assertThat(hear(said.readLine())).as(Files.readString(words)).isTrue();
            }
            int moment = random.nextInt(atStart ? START_MICROS : WRITE_MICROS);
            assertThat(process.waitFor(moment, TimeUnit.MICROSECONDS))
                    .as(Files.readString(words))
                    .isFalse();
            // Not the process itself: that would close the pipe, with what it has said.
            process.toHandle().destroyForcibly();
            while (hear(said.readLine())) {
                // What it still said before it died.
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private boolean hear(String line) {
        if (line == null) {
            return false;
        }
        if (line.startsWith("epoch ")) {
            long claimed = Long.parseLong(line.substring("epoch ".length()));
            assertThat(claimed).isGreaterThan(epoch);
            epoch = claimed;
        } else {
            long number = Long.parseLong(line);
            assertThat(number).isEqualTo(acknowledged + 1);
            acknowledged = number;
        }
        return true;
    }

    private Process start(Path file, Path words) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "-Dorg.sqlite.tmpdir=" + emptied("library"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                StoreWriter.class.getName(),
                                file.toString(),
                                Long.toString(acknowledged + 1)))
                .redirectError(words.toFile())
                .start();
    }

    /// A process that is killed leaves the library of SQLite behind.
    private Path emptied(String name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        try (Stream<Path> left = Files.list(folder)) {
            left.map(Path::toFile).forEach(File::delete);
        }
        return folder;
    }
}
