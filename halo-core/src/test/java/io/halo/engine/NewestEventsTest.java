package io.halo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Event;
import io.halo.core.view.EventLine;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NewestEventsTest {
    private static final Instant TIME = Instant.parse("2026-04-28T12:54:34Z");

    private final List<StateStore.Stored> written = new ArrayList<>();
    private int read;
    private boolean damaged;
    private final NewestEvents events = new NewestEvents(this::find);

    @Test
    void showsTheNewest() throws IOException {
        write(NewestEvents.MAX + 7);
        assertThat(sequences()).isEqualTo(range(8, NewestEvents.MAX + 7));

        write(3);
        assertThat(sequences()).isEqualTo(range(11, NewestEvents.MAX + 10));

        write(2 * NewestEvents.MAX);
        assertThat(sequences())
                .isEqualTo(range(2 * NewestEvents.MAX + 11, 3 * NewestEvents.MAX + 10));
    }

    @Test
    void readsWhatIsNewOnly() throws IOException {
        write(10);
        events.lines();
        write(2);
        read = 0;

        assertThat(sequences()).isEqualTo(range(1, 12));
        assertThat(read).isEqualTo(2);
        assertThat(events.lines()).isSameAs(events.lines());
    }

    @Test
    void showsNothingFromBeforeTheyWereCleared() throws IOException {
        write(5);
        events.lines();
        written.add(new StateStore.Stored(6, TIME, Event.of(Event.Kind.CLEAR, "", "")));
        assertThat(sequences()).isEmpty();

        write(1);
        assertThat(sequences()).isEqualTo(range(7, 7));
    }

    @Test
    void readsAgainWhatCouldNotBeRead() throws IOException {
        write(2);
        events.lines();
        write(2);
        damaged = true;
        assertThatThrownBy(events::lines).isInstanceOf(IOException.class);

        damaged = false;
        assertThat(sequences()).isEqualTo(range(1, 4));
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            Event event = Event.of(Event.Kind.START, "g", "");
            written.add(new StateStore.Stored(written.size() + 1L, TIME, event));
        }
    }

    private List<StateStore.Stored> find(History.Query query) throws IOException {
        if (damaged) {
            throw new IOException("damaged");
        }
        List<StateStore.Stored> found =
                written.stream().filter(stored -> stored.sequence() > query.after()).toList();
        found = found.subList(Math.max(0, found.size() - query.limit()), found.size());
        read += found.size();
        return found;
    }

    private List<Long> sequences() throws IOException {
        return events.lines().stream().map(EventLine::seq).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
