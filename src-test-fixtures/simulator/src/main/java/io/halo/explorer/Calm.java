package io.halo.explorer;

import io.halo.explorer.Event.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Runs a moment on with all trouble over: servers come back, scripts and fences end well.
final class Calm {
    private static final int TICKS = 400;
    private static final int ENOUGH = 12;
    private static final Set<Kind> GOOD =
            Set.of(
                    Kind.POWER_ON,
                    Kind.LINK_BACK,
                    Kind.AGENT_STARTS,
                    Kind.DEVICE_BACK,
                    Kind.OFF_DONE,
                    Kind.DONE,
                    Kind.NO_ANSWER,
                    Kind.TICK);

    private final Names names;
    private final BiConsumer<Event, Turn> watcher;

    Calm(Names names) {
        this(names, (_, _) -> {});
    }

    Calm(Names names, BiConsumer<Event, Turn> watcher) {
        this.names = names;
        this.watcher = watcher;
    }

    /// What never comes right, or null.
    @Nullable String settle(Moment from) {
        Moment moment = from;
        int calm = 0;
        for (int ticks = 0; ticks < TICKS && calm < ENOUGH; ) {
            Event event = next(moment);
            var turn = new Turn(names, moment, _ -> {});
            Moment after = turn.after(event);
            watcher.accept(event, turn);
            if (after == null) {
                return turn.violation() == null ? event.tell(names) : turn.violation();
            }
            moment = after;
            if (event.kind() == Kind.TICK) {
                ticks++;
                calm = moment.truth().broken || stuck(moment).isEmpty() ? calm + 1 : 0;
            }
        }
        return calm < ENOUGH ? String.join("; ", stuck(moment)) : null;
    }

    private List<String> stuck(Moment moment) {
        return Judge.stuck(moment, names);
    }

    private Event next(Moment moment) {
        for (Event event : Choices.of(names, Bounds.DEFAULT.withDisturbances(0), moment)) {
            if (GOOD.contains(event.kind())) {
                return event;
            }
        }
        throw new IllegalStateException("nothing can happen any more");
    }
}
