package io.halo.manager.adapter.web;

import io.halo.core.view.EventLine;
import io.halo.engine.EventBell;
import io.halo.engine.History;
import io.halo.engine.StateStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One reader of events. It reads the history at its own pace, so nothing is kept for a slow one;
/// one that takes nothing at all is ended by the connection's timeout ([Limits]).
final class EventStream {
    /// Shows both sides that the other is there.
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// Read at a time. Who comes back after more than so many gets the newest of them, and is told.
    static final int PAGE = 1_000;

    private final History history;
    private final EventBell bell;
    private final List<String> objects;
    private final OutputStream out;

    /// @param objects only events of these hosts and groups; empty for all
    EventStream(History history, EventBell bell, List<String> objects, OutputStream out) {
        this.history = history;
        this.bell = bell;
        this.objects = List.copyOf(objects);
        this.out = out;
    }

    /// Until the client goes, or the thread is interrupted.
    ///
    /// @param last the last event that the client has, or null to begin with the next one
    void run(@Nullable Long last) throws IOException, InterruptedException {
        long newest = newest();
        // A number from the future was given by another state file.
        long position = last == null || last > newest ? newest : last;
        send(": events after " + position + "\n\n");
        while (true) {
            long rung = bell.count();
            position = sendAfter(position);
            bell.await(rung, HEARTBEAT);
            if (bell.count() == rung) {
                send(":\n\n");
            }
        }
    }

    private long newest() {
        List<StateStore.Stored> newest = find(History.Query.newest(1));
        return newest.isEmpty() ? 0 : newest.getLast().sequence();
    }

    /// All are read and those that are wanted are sent, so that the position moves on with what is
    /// written.
    private long sendAfter(long position) throws IOException {
        List<StateStore.Stored> events = find(History.Query.after(position, PAGE));
        if (events.isEmpty()) {
            return position;
        }
        if (events.size() == PAGE) {
            send(": older events may be left out; GET /events has them\n\n");
        }
        for (StateStore.Stored stored : events) {
            if (objects.isEmpty() || objects.contains(stored.event().object())) {
                send(stored);
            }
        }
        out.flush();
        return events.getLast().sequence();
    }

    private List<StateStore.Stored> find(History.Query query) {
        try {
            return history.find(query);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void send(StateStore.Stored stored) throws IOException {
        var line = EventLine.of(stored.sequence(), stored.time(), stored.event());
        String data = new String(StatusJson.bytes(line), StandardCharsets.UTF_8);
        out.write(bytes("id: " + stored.sequence() + "\ndata: " + data + "\n\n"));
    }

    private void send(String text) throws IOException {
        out.write(bytes(text));
        out.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
