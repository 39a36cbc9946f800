package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import io.halo.engine.History.Query;
import io.halo.engine.StateStore.Stored;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Writes by number, from 1 on, and what a state file holds after each: so many rows and events
/// that half a write would be seen.
final class Load {
    static final int EVENTS = 3;

    private static final int SLOTS = 40;
    private static final int ROWS = 4;

    private final TreeMap<String, Row> rows = new TreeMap<>();
    private long written;

    /// The rows after that write; never asked to go back.
    List<Row> after(long number) {
        while (written < number) {
            written++;
            Change change = change(written);
            change.remove().forEach(key -> rows.remove(key.toString()));
            change.put().forEach(row -> rows.put(row.key().toString(), row));
        }
        assertThat(written).isEqualTo(number);
        return List.copyOf(rows.values());
    }

    static Change change(long number) {
        List<Row.Key> gone =
                number % 7 == 0
                        ? slot((number + SLOTS / 2) % SLOTS, number).stream().map(Row::key).toList()
                        : List.of();
        return new Change(slot(number % SLOTS, number), gone);
    }

    private static List<Row> slot(long slot, long number) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < ROWS - 1; i++) {
            rows.add(new Row.OfHosted(new GroupId("g" + slot), new HostId("h" + i), number));
        }
        rows.add(
                new Row.OfGroup(
                        new GroupId("g" + slot),
                        new GroupView.Control.Managed(),
                        new GroupView.Desired.Started(),
                        null,
                        "write " + number + " " + "x".repeat((int) (number * 37 % 900)),
                        null));
        return rows;
    }

    static List<Event> events(long number) {
        var events = new ArrayList<Event>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(event(number, i));
        }
        return events;
    }

    private static Event event(long number, int index) {
        String text = "write " + number + " event " + index + " ";
        return Event.of(
                Event.Kind.START,
                "g" + number % SLOTS,
                text + "x".repeat((int) (number * 53 % 400)));
    }

    /// Checks that the file holds some number of writes, the last one wholly, with their events in
    /// order and without a gap.
    ///
    /// @return how many
    long check(List<Row> found, List<Stored> events) {
        long last = events.isEmpty() ? 0 : events.getLast().sequence();
        assertThat(last % EVENTS).as("events of half a write, the last is %d", last).isZero();
        long number = last / EVENTS;
        long sequence = last - events.size();
        for (Stored event : events) {
            assertThat(event.sequence()).isEqualTo(++sequence);
            assertThat(event.event())
                    .isEqualTo(
                            event(
                                    (sequence - 1) / EVENTS + 1,
                                    Math.toIntExact((sequence - 1) % EVENTS)));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(after(number));
        return number;
    }

    /// The same of a file that nobody has open; nothing is written to it.
    long check(Path file) throws SQLException {
        List<Row> found = Verifier.verify(file).rows();
        try (Connection connection = Database.reader(file)) {
            return check(found, EventTable.find(connection, Query.newest(10_000)));
        }
    }
}
