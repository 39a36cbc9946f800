package io.halo.explorer;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// How far an exploration goes.
///
/// @param disturbances so many things may go wrong or be commanded on one path; all else that can
///   happen is not bounded
/// @param depth so many events may follow each other
/// @param states so many states at most
/// @param time so long at most
/// @param threads one is deterministic
/// @param settle one of so many states is also run on without further trouble: what can run must
///   run in the end; 0 for none
/// @param kinds what may happen
/// @param order what happens first is drawn with this seed; 0: as the kinds are listed
public record Bounds(
        int disturbances,
        int depth,
        long states,
        Duration time,
        int threads,
        int settle,
        Set<Event.Kind> kinds,
        long order) {
    public static final Bounds DEFAULT =
            new Bounds(
                    2,
                    5_000,
                    50_000_000,
                    Duration.ofHours(24),
                    1,
                    0,
                    Set.copyOf(EnumSet.allOf(Event.Kind.class)),
                    0);

    public Bounds withDisturbances(int most) {
        return new Bounds(most, depth, states, time, threads, settle, kinds, order);
    }

    public Bounds withDepth(int most) {
        return new Bounds(disturbances, most, states, time, threads, settle, kinds, order);
    }

    public Bounds withStates(long most) {
        return new Bounds(disturbances, depth, most, time, threads, settle, kinds, order);
    }

    public Bounds withTime(Duration most) {
        return new Bounds(disturbances, depth, states, most, threads, settle, kinds, order);
    }

    public Bounds withThreads(int count) {
        return new Bounds(disturbances, depth, states, time, count, settle, kinds, order);
    }

    public Bounds withSettle(int oneOf) {
        return new Bounds(disturbances, depth, states, time, threads, oneOf, kinds, order);
    }

    /// Only these parts of the world may be disturbed; what is no disturbance happens all the same.
    public Bounds withTroubleOf(Set<Event.Part> parts) {
        var some = EnumSet.noneOf(Event.Kind.class);
        for (Event.Kind kind : Event.Kind.values()) {
            if (!kind.disturbs || parts.contains(kind.part())) {
                some.add(kind);
            }
        }
        return new Bounds(
                disturbances, depth, states, time, threads, settle, Set.copyOf(some), order);
    }

    /// Of what disturbs only these kinds.
    Bounds withTrouble(Set<Event.Kind> disturbing, long drawn) {
        var some = EnumSet.copyOf(disturbing);
        for (Event.Kind kind : Event.Kind.values()) {
            if (!kind.disturbs) {
                some.add(kind);
            }
        }
        return new Bounds(
                disturbances, depth, states, time, threads, settle, Set.copyOf(some), drawn);
    }
}
