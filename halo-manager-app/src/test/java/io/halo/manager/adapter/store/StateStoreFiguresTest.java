package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.Row;
import io.halo.engine.History.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prints how long writes take. Asserts nothing about time: that is the machine's.
class StateStoreFiguresTest {
    private static final int WARM_UP = 200;
    private static final int WRITES = 500;

    @TempDir Path directory;

    @Test
    void printsWhatAWriteCosts() throws IOException {
        List<Row> rows = Rows.all();
        var took = new ArrayList<Duration>();
        try (SqliteStateStore store = SqliteStateStore.open(directory.resolve("state"))) {
            for (int i = 0; i < WARM_UP + WRITES; i++) {
                int at = i % (rows.size() - 2);
                long begin = System.nanoTime();
                store.write(
                        new Change(rows.subList(at, at + 3), List.of()),
                        List.of(Event.of(Event.Kind.START, "g", "")));
                took.add(Duration.ofNanos(System.nanoTime() - begin));
            }
            assertThat(store.events(1))
                    .first()
                    .matches(stored -> stored.sequence() == WARM_UP + WRITES);
        }
        List<Duration> sorted = new ArrayList<>(took.subList(WARM_UP, took.size()));
        Collections.sort(sorted);
        System.out.printf(
                "durable write of 3 rows and 1 event: median %.2f ms, 99 %% below %.2f ms, longest %.2f ms%n",
                millis(sorted.get(WRITES / 2)),
                millis(sorted.get(WRITES * 99 / 100)),
                millis(sorted.getLast()));
    }

    /// A million events (hazard D12): what start, status and questions cost, beside a thousand.
    @Test
    void printsWhatALongHistoryCosts() throws IOException, SQLException {
        for (int events : new int[] {1_000, 1_000_000}) {
            Path file = directory.resolve("history-" + events);
            SqliteStateStore.open(file).close();
            fill(file, events);
            long begin = System.nanoTime();
            try (SqliteStateStore store = SqliteStateStore.open(file)) {
                double opened = millisSince(begin);
                store.events(1);
                begin = System.nanoTime();
                assertThat(store.events(100)).hasSize(100);
                double newest = millisSince(begin);
                begin = System.nanoTime();
                var query = new Query(0, null, List.of("zp7"), null, 100);
                assertThat(store.find(query)).hasSizeBetween(1, 100);
                double ofOne = millisSince(begin);
                begin = System.nanoTime();
                store.write(Change.NONE, List.of(Event.of(Event.Kind.START, "zp7", "")));
                double written = millisSince(begin);
                System.out.printf(
                        "%,d events, %d MB: opened in %.0f ms, newest 100 in %.1f ms, 100 of one group in %.1f ms, written in %.1f ms%n",
                        events, Files.size(file) / 1_000_000, opened, newest, ofOne, written);
            }
        }
    }

    private static void fill(Path file, int events) throws SQLException {
        Instant at = Instant.now().minus(Duration.ofDays(30));
        try (Connection connection = Database.writer(file)) {
            try (PreparedStatement insert = connection.prepareStatement(Schema.ADD_EVENT)) {
                for (int i = 0; i < events; i++) {
                    var event = Event.of(Event.Kind.START, "zp" + i % 1_000, "on oss" + i % 500);
                    EventTable.add(insert, event, at.plusSeconds(i));
                }
            }
            connection.commit();
        }
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
