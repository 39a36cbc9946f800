package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.GroupId;
import io.halo.support.machine.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What can become of the write-ahead log (D1): cut at any byte, sectors that never came, flipped
/// bits, gone. What was synced is there or is missed; what was not is there wholly or not at all.
class LogFaultTest {
    private static final int WRITES = 6;
    private static final int SECTOR = 512;

    /// Of the log, and of its first page.
    private static final int HEADERS = 32 + 24;

    private static final Path MEMORY = Path.of("/dev/shm");

    private final Random random = new Random(20);
    private Path directory = Path.of("");
    private Path file = Path.of("");
    private byte[] main = {};
    private byte[] log = {};

    /// After each write, how long the log was and what the mark was.
    private final List<Integer> lengths = new ArrayList<>();

    private final List<byte[]> marks = new ArrayList<>();

    /// Nothing is waited for in memory, so a hundred thousand files can be opened.
    @BeforeEach
    void write() throws IOException {
        directory =
                Files.isWritable(MEMORY)
                        ? Files.createTempDirectory(MEMORY, "halo-log")
                        : Files.createTempDirectory("halo-log");
        file = directory.resolve("state");
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            store.nextEpoch();
            lengths.add(Math.toIntExact(Files.size(log())));
            marks.add(Files.readAllBytes(StateMark.beside(file)));
            for (long number = 1; number <= WRITES; number++) {
                store.write(Load.change(number), Load.events(number));
                lengths.add(Math.toIntExact(Files.size(log())));
                marks.add(Files.readAllBytes(StateMark.beside(file)));
            }
            main = Files.readAllBytes(file);
            log = Files.readAllBytes(log());
        }
        assertThat(lengths).isSorted().last().isEqualTo(log.length);
    }

    @AfterEach
    void remove() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(java.io.File::delete);
        }
    }

    /// The last write is not synced yet when the power fails: any part of it may be on disk.
    @Test
    void whatWasNotSyncedIsThereWhollyOrNot() throws IOException {
        int step = Effort.of(1_493, 1);
        int opened = 0;
        int whole = 0;
        for (int acknowledged = Effort.of(1, WRITES - 2); acknowledged < WRITES; acknowledged++) {
            int synced = lengths.get(acknowledged);
            int end = lengths.get(acknowledged + 1);
            for (int length = synced; length <= end; length += step, opened++) {
                put(Arrays.copyOf(log, length), acknowledged);
                whole += opens(acknowledged) ? 1 : 0;
            }
            for (int round = 0; round < Effort.of(20, 3_000); round++, opened++) {
                put(withoutSectors(synced, end), acknowledged);
                whole += opens(acknowledged) ? 1 : 0;
            }
        }
        System.out.printf(
                "log cut, or sectors lost, after what was synced: opened %,d times, %,d times with the last write%n",
                opened, whole);
        assertThat(opened).isGreaterThan(whole);
    }

    /// The mark is put down after the write: a crash in between leaves one that is older.
    @Test
    void aWriteThatTheMarkDoesNotKnowYetIsThere() throws IOException {
        for (int acknowledged = 0; acknowledged < WRITES; acknowledged++) {
            put(Arrays.copyOf(log, lengths.get(acknowledged + 1)), acknowledged);
            assertThat(opens(acknowledged)).isTrue();
        }
    }

    /// SQLite opens such a file and says nothing.
    @Test
    void whatWasSyncedAndIsGoneIsMissed() throws IOException {
        int opened = 0;
        for (int length = 0; length < log.length; length += Effort.of(997, 1), opened++) {
            byte[] cut = Arrays.copyOf(log, length);
            put(cut, WRITES);
            isMissed("cut to " + cut.length, cut);
        }
        put(log, WRITES);
        Files.delete(log());
        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessageEndingWith(
                        "is damaged and was left as it is: the last 6 writes that were acknowledged are missing:"
                                + " its log was damaged or removed, or it is a copy of earlier");
        System.out.printf("log cut before what was synced: refused %,d times%n", opened + 1);
    }

    @Test
    void noFlippedBitInTheLogIsOverlooked() throws IOException {
        int flipped = 0;
        int step = Effort.of(211, 1);
        for (int at = 0; at < log.length; at += at < HEADERS ? 1 : step, flipped++) {
            byte[] broken = log.clone();
            broken[at] ^= (byte) (1 << random.nextInt(8));
            put(broken, WRITES);
            isMissed("bit at " + at, broken);
        }
        System.out.printf("bits flipped in the log: refused %,d times%n", flipped);
    }

    @Test
    void aRepairKnowsThatTheEndIsMissing() throws IOException {
        put(Arrays.copyOf(log, lengths.get(WRITES - 2)), WRITES);

        Repair.Report report =
                Repair.run(
                        file,
                        new Specs().group("g1", "h1", "h2").group("other", "h1", "h2").spec(),
                        Instant.EPOCH);

        assertThat(report.lost()).containsExactly("the last writes, 2 of them");
        assertThat(report.unmanaged()).containsExactly(new GroupId("g1"), new GroupId("other"));
        assertThat(StateMark.beside(report.damaged())).hasBinaryContent(marks.get(WRITES));
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.nextEpoch()).isEqualTo(2);
        }
    }

    /// A copy of earlier that the agents would not refuse: they have obeyed no newer epoch.
    @Test
    void aCopyOfTheSameEpochIsRefused() throws IOException {
        put(new byte[0], WRITES);
        isMissed("a copy", new byte[0]);
    }

    /// A14: of an earlier manager. It starts, the agents refuse it; and from then on, it counts
    /// anew.
    @Test
    void aCopyOfAnEarlierEpochIsForTheAgents() throws IOException {
        put(log, WRITES);
        for (int manager = 2; manager <= 3; manager++) {
            try (SqliteStateStore store = SqliteStateStore.open(file)) {
                assertThat(store.nextEpoch()).isEqualTo(manager);
                store.write(Load.change(WRITES + 1), Load.events(WRITES + 1));
            }
        }
        byte[] mark = Files.readAllBytes(StateMark.beside(file));
        put(log, WRITES);
        Files.write(StateMark.beside(file), mark);
        assertThat(opens(WRITES)).isFalse();
        assertThat(opens(WRITES)).isFalse();
    }

    /// The mark is a second witness and no more.
    @Test
    void withoutAMarkTheFileSpeaksForItself() throws IOException {
        put(log, WRITES);
        for (byte[] mark : List.of(new byte[0], new byte[32], Arrays.copyOf(marks.get(6), 31))) {
            put(log, WRITES);
            Files.write(StateMark.beside(file), mark);
            assertThat(opens(WRITES)).isFalse();
        }
        byte[] wrong = marks.get(WRITES).clone();
        wrong[16] ^= 1;
        put(log, WRITES);
        Files.write(StateMark.beside(file), wrong);
        assertThat(opens(WRITES)).isFalse();
        put(log, WRITES);
        Files.delete(StateMark.beside(file));
        Files.createDirectory(StateMark.beside(file));
        assertThat(opens(WRITES)).isFalse();
    }

    /// What is left of one that was lost says nothing about one that begins anew.
    @Test
    void aNewFileBeginsWithoutAMark() throws IOException {
        put(log, WRITES);
        SqliteStateStore.open(file).close();
        Files.delete(file);
        for (int start = 1; start <= 2; start++) {
            try (SqliteStateStore store = SqliteStateStore.open(file)) {
                assertThat(store.nextEpoch()).isEqualTo(start);
            }
        }
    }

    private byte[] withoutSectors(int synced, int end) {
        byte[] torn = Arrays.copyOf(log, end);
        for (int at = synced; at < end; at = (at / SECTOR + 1) * SECTOR) {
            if (random.nextInt(4) == 0) {
                Arrays.fill(torn, at, Math.min(end, (at / SECTOR + 1) * SECTOR), (byte) 0);
            }
        }
        return torn;
    }

    private Path log() {
        return StateFile.beside(file, "-wal");
    }

    private void put(byte[] journal, int acknowledged) throws IOException {
        Files.deleteIfExists(StateFile.beside(file, "-shm"));
        Files.write(file, main);
        Files.write(log(), journal);
        Files.deleteIfExists(StateMark.beside(file));
        Files.write(StateMark.beside(file), marks.get(acknowledged));
    }

    /// @return whether there is one write more than was acknowledged
    private boolean opens(int acknowledged) throws IOException {
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            long found = new Load().check(store.rows(), store.events(100));
            assertThat(found).isBetween((long) acknowledged, acknowledged + 1L);
            return found > acknowledged;
        }
    }

    private void isMissed(String what, byte[] journal) throws IOException {
        assertThatThrownBy(() -> SqliteStateStore.open(file).close())
                .as(what)
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("acknowledged");
        assertThat(Files.readAllBytes(log())).as(what).isEqualTo(journal);
        assertThat(Files.readAllBytes(file)).as(what).isEqualTo(main);
    }
}
