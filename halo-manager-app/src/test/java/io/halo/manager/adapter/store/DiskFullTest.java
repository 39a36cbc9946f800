package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import io.halo.support.machine.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// D1: a file system of a few hundred kilobytes, or a read-only one.
class DiskFullTest {
    @TempDir Path directory;

    private @Nullable SmallDisk disk;

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aWriteThatFailsChangesNothingAndALaterOneWorks() throws IOException {
        SmallDisk small = mount();
        Path file = small.path().resolve("state");
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
            small.resize("10m");
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
        Path file = mount().path().resolve("state");
        Files.write(file.resolveSibling("filler"), new byte[295 * 1024]);

        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(file + " cannot be created");
        assertThat(file).doesNotExist();
    }

    /// A manager whose disk is full can be restarted: it knows everything, and monitors. Only what
    /// needs a new epoch waits for a disk that takes it.
    @Test
    void aFullDiskAtALaterStartIsNoLoss() throws IOException {
        SmallDisk small = mount();
        Path file = small.path().resolve("state");
        var written = new ArrayList<Row>();
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            fill(store, written);
        }
        fillUp(file.resolveSibling("filler"));
        assertThatThrownBy(
                        () -> {
                            try (SqliteStateStore store = SqliteStateStore.open(file)) {
                                assertThat(store.rows())
                                        .containsExactlyInAnyOrderElementsOf(written);
                                epochsUntilFull(store);
                            }
                        })
                .isInstanceOfAny(IOException.class, StateStoreException.class)
                .hasMessageContaining(file.toString());
        small.resize("10m");
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.rows()).containsExactlyInAnyOrderElementsOf(written);
            assertThat(store.nextEpoch()).isPositive();
        }
    }

    /// As a file system becomes after an error of its disk. The permissions of a directory would
    /// not keep root out.
    @Test
    void aReadOnlyDiskIsNamedAndChangesNothing() throws IOException {
        SmallDisk small = mount();
        Path file = small.path().resolve("state");
        Row row;
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            row = write(store, 1);
        }
        small.makeReadOnly();
        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Read-only file system");
        Path other = small.path().resolve("deep/state");
        assertThatThrownBy(() -> SqliteStateStore.open(other))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(other.toString())
                .hasMessageContaining("Read-only file system");
        small.makeWritable();
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.rows()).containsExactly(row);
            write(store, 2);
        }
    }

    private SmallDisk mount() {
        SmallDisk mounted = SmallDisk.mount(directory.resolve("disk"), "300k");
        disk = mounted;
        return mounted;
    }

    /// To the last byte.
    private static void fillUp(Path filler) throws IOException {
        try (var out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 10_000; i++) {
                out.write(new byte[512]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
            return;
        }
        throw new AssertionError("the disk is not full");
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
}
