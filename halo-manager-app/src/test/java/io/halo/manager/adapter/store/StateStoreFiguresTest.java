package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
