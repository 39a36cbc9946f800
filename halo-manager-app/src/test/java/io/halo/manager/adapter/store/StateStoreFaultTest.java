package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import io.halo.engine.StateStore;
import io.halo.support.machine.Effort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a crash, a full disk or a careless hand can do to the file.
class StateStoreFaultTest {
    @TempDir Path directory;

    @Test
    void refusesWhatIsNotOursAndLeavesItAlone() throws IOException, SQLException {
        Path text = Files.writeString(directory.resolve("text"), "disabled: mds00\n");
        Path empty = Files.createFile(directory.resolve("empty"));
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path other = directory.resolve("other.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (x)");
        }
        refused(text, "the state file " + text + " is not a state file of HALO");
        refused(
                empty,
                "the state file "
                        + empty
                        + " is empty, which one of HALO never is: restore it, or remove it to begin anew");
        refused(folder, "the state file " + folder + " is a directory");
        refused(
                other,
                "the state file "
                        + other
                        + " is not a state file of HALO, but a database of something else");
    }

    @Test
    void refusesANewerFormat() throws IOException {
        Path file = filled();
        patch(file, 60, ByteBuffer.allocate(4).putInt(Schema.VERSION + 1).array());

        refused(
                file,
                "the state file "
                        + file
                        + " was written by a newer HALO (its format is 3, this one reads 2)");
    }

    @Test
    void refusesToStartAnewBesideALeftLog() throws IOException {
        Path file = directory.resolve("state");
        Files.writeString(directory.resolve("state-wal"), "x");

        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("is missing, but state-wal beside it is not");
    }

    @Test
    void namesAFlippedBitInARow() throws IOException {
        Path file = filled();
        byte[] content = Files.readAllBytes(file);
        int at =
                new String(content, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .indexOf("\"order\":4711");
        patch(file, at + 9, new byte[] {'8'});

        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessageMatching(".*the checksum of row HOSTED g.\\\\nh is wrong");
    }

    /// Whatever one flipped bit does: the file is refused, or everything in it is what was written.
    @Test
    void noFlippedBitChangesWhatIsRead() throws IOException {
        Path file = filled();
        byte[] content = Files.readAllBytes(file);
        List<Row> expected = rows();
        var random = new Random(42);
        int refused = 0;
        int rounds = Effort.of(300, 10_000);
        for (int round = 0; round < rounds; round++) {
            byte[] broken = content.clone();
            int at = round < 110 ? round : somewhere(random, content);
            broken[at] ^= (byte) (1 << random.nextInt(8));
            clean(file);
            Files.write(file, broken);
            if (!opens(file, expected)) {
                refused++;
                assertThat(Files.readAllBytes(file)).as("byte %d", at).isEqualTo(broken);
            }
        }
        System.out.printf(
                "flipped bits: %,d of %,d refused, the others harmless%n", refused, rounds);
        assertThat(refused).isPositive();
    }

    /// An old one: it hides no other, and a manager lives with it. The newest are looked at before
    /// a file is used.
    @Test
    void aDamagedEventIsToldInItsPlace() throws IOException, SQLException {
        Path file = filled();
        damage(file, 7);
        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .hasMessageContaining(
                        "is damaged and was left as it is: the checksum of event 7 is wrong");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE events SET comment = 'comment' WHERE seq = 7");
        }
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            store.write(Change.NONE, Collections.nCopies(1_000, event()));
        }
        damage(file, 7);
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            List<StateStore.Stored> events = store.events(10_000);
            assertThat(events).hasSize(1_020);
            assertThat(events.get(6).sequence()).isEqualTo(7);
            assertThat(events.get(6).event().comment())
                    .isEqualTo("damaged: the checksum of event 7 is wrong");
            assertThat(events.get(7).event()).isEqualTo(event());
        }
    }

    private static void damage(Path file, int event) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE events SET comment = 'other' WHERE seq = " + event);
        }
    }

    @Test
    void noCutOffFileIsTakenForWhole() throws IOException {
        Path file = filled();
        byte[] content = Files.readAllBytes(file);
        int refused = 0;
        int step = Effort.of(509, 3);
        for (int length = 0; length < content.length; length += length < 200 ? 3 : step) {
            byte[] cut = Arrays.copyOf(content, length);
            clean(file);
            Files.write(file, cut);
            assertThat(opens(file, rows())).as("%d bytes", length).isFalse();
            assertThat(Files.readAllBytes(file)).isEqualTo(cut);
            refused++;
        }
        System.out.printf("cut off files: %,d refused%n", refused);
    }

    /// A copy of all files at a moment between two writes is what a power loss leaves.
    @Test
    void opensWithEverythingAcknowledgedBeforeACrash() throws IOException {
        Path file = directory.resolve("state");
        Path crashed = directory.resolve("crashed");
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            var written = new ArrayList<Row>();
            for (int i = 0; i < 40; i++) {
                Row row = hosted(i);
                written.add(row);
                store.write(new Change(List.of(row), List.of()), List.of(event()));
                copyFiles(file, crashed);
                try (SqliteStateStore after = SqliteStateStore.open(crashed)) {
                    assertThat(after.rows()).containsExactlyInAnyOrderElementsOf(written);
                    assertThat(after.events(1))
                            .first()
                            .matches(stored -> stored.sequence() == written.size());
                }
            }
        }
    }

    /// Most of a new file is empty: twice out of three times where something is.
    private static int somewhere(Random random, byte[] content) {
        int at = random.nextInt(content.length);
        boolean any = random.nextInt(3) == 0;
        while (!any && content[at] == 0) {
            at = random.nextInt(content.length);
        }
        return at;
    }

    /// Every round is about the file alone.
    private static void clean(Path file) throws IOException {
        for (String suffix : List.of("-wal", "-shm", StateMark.SUFFIX)) {
            Files.deleteIfExists(StateFile.beside(file, suffix));
        }
    }

    private boolean opens(Path file, List<Row> expected) {
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.rows()).isEqualTo(expected);
            assertThat(store.events(100)).hasSize(20);
            return true;
        } catch (StateStoreException e) {
            assertThat(e).hasMessageContaining(file.toString());
            return false;
        }
    }

    private void refused(Path file, String message) throws IOException {
        byte[] before = Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);
        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessage(message);
        assertThat(Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file))
                .isEqualTo(before);
        assertThat(StateFile.beside(file, "-wal")).doesNotExist();
    }

    private Path filled() throws IOException {
        Path file = directory.resolve("state");
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            store.nextEpoch();
            store.write(new Change(rows(), List.of()), List.of());
            for (int i = 0; i < 20; i++) {
                store.write(Change.NONE, List.of(event()));
            }
        }
        return file;
    }

    private static List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 10; i++) {
            rows.add(hosted(i));
        }
        return rows;
    }

    private static Row hosted(int number) {
        return new Row.OfHosted(new GroupId("g" + number), new HostId("h"), 4711);
    }

    private static Event event() {
        return Event.of(Event.Kind.START, "g", "comment");
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        for (String suffix : List.of("", "-wal", StateMark.SUFFIX)) {
            Files.write(
                    StateFile.beside(to, suffix),
                    Files.readAllBytes(StateFile.beside(from, suffix)));
        }
        Files.deleteIfExists(StateFile.beside(to, "-shm"));
    }

    private static void patch(Path file, long at, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }
}
