package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import io.halo.engine.History.Query;
import io.halo.engine.StateStore.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStateStoreTest {
    private static final Instant T0 = Instant.parse("2026-04-28T12:54:34Z");

    private static final Duration YEAR = Duration.ofDays(366);

    @TempDir Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(T0);

    @Test
    void makesAMissingFileAndItsDirectoryForNobodyElse() throws IOException {
        Path file = directory.resolve("lib/halo/halo.state");
        try (SqliteStateStore store = open(file)) {
            assertThat(store.rows()).isEmpty();
            assertThat(store.events(10)).isEmpty();
        }
        assertThat(mode(file)).isEqualTo("rw-r-----");
        assertThat(mode(file.getParent())).isEqualTo("rwxr-x---");
    }

    @Test
    void countsEpochsOverRestarts() throws IOException {
        Path file = directory.resolve("state");
        try (SqliteStateStore store = open(file)) {
            assertThat(store.nextEpoch()).isEqualTo(1);
            assertThat(store.nextEpoch()).isEqualTo(2);
        }
        try (SqliteStateStore store = open(file)) {
            assertThat(store.nextEpoch()).isEqualTo(3);
        }
    }

    /// An operator who reads the file at length delays nothing, and is not disturbed.
    @Test
    void aNewEpochWaitsForNobodyWhoReads() throws IOException, SQLException {
        Path file = directory.resolve("state");
        try (SqliteStateStore store = open(file);
                Connection reader = Database.reader(file)) {
            store.nextEpoch();
            reader.setAutoCommit(false);
            assertThat(Database.meta(reader, Schema.EPOCH)).isEqualTo("1");
            assertThat(store.nextEpoch()).isEqualTo(2);
            assertThat(store.nextEpoch()).isEqualTo(3);
            assertThat(Database.meta(reader, Schema.EPOCH)).isEqualTo("1");
            reader.rollback();
            store.write(Change.NONE, List.of(event("e")));
            assertThat(StateFile.beside(file, "-wal")).isEmptyFile();
        } catch (DamagedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsEveryRowOverARestart() throws IOException {
        Path file = directory.resolve("state");
        for (Row row : Rows.all()) {
            try (SqliteStateStore store = open(file)) {
                store.write(put(row), List.of());
            }
            try (SqliteStateStore store = open(file)) {
                assertThat(store.rows())
                        .filteredOn(found -> found.key().equals(row.key()))
                        .containsExactly(row);
            }
        }
    }

    @Test
    void replacesAndRemovesByKey() throws IOException {
        Path file = directory.resolve("state");
        var one = new Row.OfHosted(new GroupId("g"), new HostId("a"), 1);
        var other = new Row.OfHosted(new GroupId("g"), new HostId("b"), 2);
        var newer = new Row.OfHosted(new GroupId("g"), new HostId("b"), 3);
        try (SqliteStateStore store = open(file)) {
            store.write(put(one, other), List.of());
            store.write(new Change(List.of(newer), List.of(one.key())), List.of());
        }
        try (SqliteStateStore store = open(file)) {
            assertThat(store.rows()).containsExactly(newer);
        }
    }

    @Test
    void numbersEventsAndKeepsTheirOrderWhenTheClockStepsBack() throws IOException {
        Path file = directory.resolve("state");
        var odd =
                new Event(
                        Event.Kind.FENCE_FAILED, "h", "root", EventTable.storable(Rows.ODD), "i-1");
        try (SqliteStateStore store = open(file)) {
            store.write(Change.NONE, List.of(event("a"), event("b")));
            now.set(T0.minus(Duration.ofHours(1)));
            store.write(Change.NONE, List.of(odd));

            assertThat(store.events(2)).extracting(Stored::sequence).containsExactly(2L, 3L);
        }
        try (SqliteStateStore store = open(file)) {
            assertThat(store.events(10))
                    .extracting(Stored::event)
                    .containsExactly(event("a"), event("b"), odd);
            assertThat(store.events(10))
                    .extracting(Stored::time)
                    .containsExactly(T0, T0, T0.minus(Duration.ofHours(1)));
        }
    }

    @Test
    void findsEvents() throws IOException {
        try (SqliteStateStore store = open(directory.resolve("state"))) {
            for (int i = 0; i < 10; i++) {
                now.set(T0.plusSeconds(i));
                store.write(Change.NONE, List.of(event(i % 2 == 0 ? "even" : "odd")));
            }
            assertThat(numbers(store, Query.after(7, 100))).containsExactly(8L, 9L, 10L);
            assertThat(numbers(store, new Query(0, T0.plusSeconds(8), List.of(), null, 100)))
                    .containsExactly(9L, 10L);
            assertThat(numbers(store, of(2, "odd"))).containsExactly(8L, 10L);
            assertThat(numbers(store, of(3, "odd", "even"))).containsExactly(8L, 9L, 10L);
            assertThat(numbers(store, of(2, "' OR 1=1 --"))).isEmpty();
            store.write(Change.NONE, List.of(event("odd").in("i1"), event("other").in("i1")));
            assertThat(numbers(store, new Query(0, null, List.of(), "i1", 9)))
                    .containsExactly(11L, 12L);
            assertThat(numbers(store, new Query(0, null, List.of("odd"), "i1", 9)))
                    .containsExactly(11L);
        }
    }

    @Test
    void replacesHalfCharactersInEvents() throws IOException {
        try (SqliteStateStore store = open(directory.resolve("state"))) {
            store.write(Change.NONE, List.of(event("half \ud800 whole \ud83d\ude00")));
            assertThat(store.events(1))
                    .first()
                    .extracting(stored -> stored.event().object())
                    .isEqualTo("half \ufffd whole \ud83d\ude00");
        }
    }

    @Test
    void aSecondManagerIsKeptOut() throws IOException {
        Path file = directory.resolve("state");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        try (SqliteStateStore store = open(file)) {
            for (Path name : List.of(file, link)) {
                assertThatThrownBy(() -> open(name).close())
                        .isInstanceOf(StateStoreException.class)
                        .hasMessage(
                                "the state file %s is used by another manager (process %d)"
                                        .formatted(file, ProcessHandle.current().pid()));
            }
            assertThat(store.nextEpoch()).isEqualTo(1);
        }
        open(file).close();
    }

    @Test
    void keepsTheNewestEventsOnly() throws IOException {
        try (SqliteStateStore store =
                SqliteStateStore.open(
                        directory.resolve("state"), now::get, new Retention(1_500, YEAR))) {
            var batch = new ArrayList<Event>();
            LongStream.range(0, 500).forEach(i -> batch.add(event("e" + i)));
            for (int i = 0; i < 8; i++) {
                store.write(Change.NONE, batch);
            }
            List<Long> numbers = numbers(store, Query.newest(10_000));
            assertThat(numbers).hasSizeBetween(1_500, 2_500).last().isEqualTo(4_000L);
        }
    }

    /// However seldom it lives long enough to write a thousand.
    @Test
    void eachStartTakesOldEventsAway() throws IOException {
        Path file = directory.resolve("state");
        try (SqliteStateStore store = open(file)) {
            for (int i = 0; i < 100; i++) {
                store.write(Change.NONE, List.of(event("e" + i)));
            }
        }
        try (SqliteStateStore store =
                SqliteStateStore.open(file, now::get, new Retention(30, YEAR))) {
            assertThat(numbers(store, Query.newest(100))).hasSize(30).first().isEqualTo(71L);
        }
    }

    @Test
    void eventsThatAreTooOldGo() throws IOException {
        Path file = directory.resolve("state");
        try (SqliteStateStore store = open(file)) {
            store.write(Change.NONE, List.of(event("old"), event("old")));
            now.set(T0.plus(Duration.ofDays(5)));
            store.write(Change.NONE, List.of(event("younger")));
            now.set(T0.plus(YEAR).plusSeconds(1));
            store.write(Change.NONE, many(Retention.WITNESS + 1));
            assertThat(numbers(store, Query.newest(10_000))).hasSize(1_002).first().isEqualTo(3L);
        }
    }

    /// A11: a clock that is wrong by years for less than a thousand events takes nothing, at
    /// however many starts; and if it is so for longer, not all at once.
    @Test
    void aClockFarAheadDoesNotTakeTheHistory() throws IOException {
        Path file = directory.resolve("state");
        try (SqliteStateStore store = open(file)) {
            store.write(Change.NONE, many(5_000));
        }
        now.set(T0.plus(Duration.ofDays(3_000)));
        for (int start = 1; start <= 9; start++) {
            try (SqliteStateStore store = open(file)) {
                store.write(Change.NONE, many(100));
                assertThat(numbers(store, Query.newest(10_000))).hasSize(5_000 + start * 100);
            }
        }
        try (SqliteStateStore store = open(file)) {
            store.write(Change.NONE, many(1_000));
            assertThat(numbers(store, Query.newest(10_000)))
                    .hasSize(4_900)
                    .last()
                    .isEqualTo(6_900L);
        }
    }

    /// A11: a machine that starts in 1970, until somebody tells it the time. What happened then is
    /// not older than what was before.
    @Test
    void aClockFarBehindTakesNothingEither() throws IOException {
        Path file = directory.resolve("state");
        try (SqliteStateStore store = open(file)) {
            store.write(Change.NONE, many(2_000));
            now.set(Instant.EPOCH);
            store.write(Change.NONE, many(2_000));
            now.set(T0.plusSeconds(60));
            store.write(Change.NONE, many(2_000));
            assertThat(store.find(Query.newest(10_000)))
                    .hasSize(6_000)
                    .element(3_000)
                    .matches(event -> event.time().equals(Instant.EPOCH));
        }
    }

    private static List<Event> many(int count) {
        return LongStream.range(0, count).mapToObj(i -> event("e" + i)).toList();
    }

    private static Query of(int limit, String... objects) {
        return new Query(0, null, List.of(objects), null, limit);
    }

    private static List<Long> numbers(SqliteStateStore store, Query query) throws IOException {
        return store.find(query).stream().map(Stored::sequence).toList();
    }

    private SqliteStateStore open(Path file) {
        return SqliteStateStore.open(file, now::get);
    }

    private static Change put(Row... rows) {
        return new Change(List.of(rows), List.of());
    }

    private static Event event(String object) {
        return Event.of(Event.Kind.CONNECTED, object, "comment");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
