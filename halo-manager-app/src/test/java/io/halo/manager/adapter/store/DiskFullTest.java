package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system of a few hundred kilobytes, as only root can make one.
class DiskFullTest {
    @TempDir Path directory;

    private Path disk = Path.of("");

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=300k", "halo-test", disk.toString()))
                .as("root may mount a small disk")
                .isTrue();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", disk.toString());
    }

    @Test
    void aWriteThatFailsChangesNothingAndALaterOneWorks() throws IOException, InterruptedException {
        Path file = disk.resolve("state");
        var written = new ArrayList<Row>();
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            int failedAt = fill(store, written);
            assertThat(store.events(1))
                    .first()
                    .matches(stored -> stored.sequence() == written.size());
            for (int again = 0; again < 3; again++) {
                assertThatThrownBy(() -> write(store, failedAt)).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> epochsUntilFull(store)).isInstanceOf(IOException.class);
            }
            assertThat(run("mount", "-o", "remount,size=10m", disk.toString())).isTrue();
            written.add(write(store, failedAt));
            assertThat(store.nextEpoch()).isPositive();
        }
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.rows()).containsExactlyInAnyOrderElementsOf(written);
            assertThat(store.events(1))
                    .first()
                    .matches(stored -> stored.sequence() == written.size());
        }
    }

    @Test
    void aFullDiskAtTheFirstStartIsNamed() throws IOException {
        Files.write(disk.resolve("filler"), new byte[295 * 1024]);

        assertThatThrownBy(() -> SqliteStateStore.open(disk.resolve("state")))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(disk.resolve("state") + " cannot be created");
    }

    private static int fill(SqliteStateStore store, List<Row> written) {
        for (int i = 0; i < 10_000; i++) {
            try {
                written.add(write(store, i));
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("state cannot be written");
                return i;
            }
        }
        throw new AssertionError("the disk is not full");
    }

    private static Row write(SqliteStateStore store, int number) throws IOException {
        Row row = new Row.OfHosted(new GroupId("g" + number), new HostId("h"), number);
        store.write(
                new Change(List.of(row), List.of()),
                List.of(Event.of(Event.Kind.START, "g", "x".repeat(1000))));
        return row;
    }

    private static void epochsUntilFull(SqliteStateStore store) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            store.nextEpoch();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
