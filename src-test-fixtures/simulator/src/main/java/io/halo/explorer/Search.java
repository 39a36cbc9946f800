package io.halo.explorer;

import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetView;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One thread's way through the states, depth first: only hashes are remembered of those that it
/// has left.
final class Search implements Runnable {
    private static final int CHECK = 1 << 10;

    /// While nothing changes but how long it lasts, time passes on: up to so many ticks.
    private static final int LONG = 70;

    private static final Event TICK = new Event(Event.Kind.TICK, -1, -1);

    private final Common common;
    private final @Nullable Random order;
    private final ArrayDeque<Open> stack = new ArrayDeque<>();
    private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
    private long transitions;
    private long settled;
    private int depth;
    private boolean depthHit;

    /// A state of which not all that can happen next has been followed.
    ///
    /// @param next the first of them that has not
    record Open(Moment moment, long hash, @Nullable Trace trace, List<Event> events, int next) {
        Open advanced() {
            return new Open(moment, hash, trace, events, next + 1);
        }
    }

    Search(Common common) {
        this.common = common;
        this.order = common.bounds.order() == 0 ? null : new Random(common.bounds.order());
    }

    @Override
    public void run() {
        for (Open open = common.take(); open != null; open = common.take()) {
            Open first =
                    open.events().isEmpty()
                            ? new Open(
                                    open.moment(),
                                    open.hash(),
                                    open.trace(),
                                    choices(open.moment()),
                                    0)
                            : open;
            stack.push(first);
            explore();
        }
    }

    private List<Event> choices(Moment moment) {
        List<Event> choices = Choices.of(common.names, common.bounds, moment);
        if (order != null) {
            Collections.shuffle(choices, order);
        }
        return choices;
    }

    private void explore() {
        while (!stack.isEmpty() && !common.over()) {
            Open top = stack.pop();
            if (top.next() < top.events().size()) {
                stack.push(top.advanced());
                follow(top, top.events().get(top.next()));
            }
            if (common.hungry()) {
                share();
            }
        }
        stack.clear();
    }

    private void follow(Open from, Event event) {
        Moment at = from.moment();
        Trace trace = from.trace();
        for (int i = 0; i < LONG; i++) {
            if (++transitions % CHECK == 0) {
                common.check();
            }
            trace = Trace.then(trace, event);
            var turn = new Turn(common.names, at, _ -> {});
            Moment next = turn.after(event);
            if (turn.violation() instanceof String broken) {
                common.found(new Common.Found(broken, Trace.events(trace), false));
            }
            if (next == null) {
                return;
            }
            long hash = Canon.hash(common.names, next);
            boolean waits = event.equals(TICK) && hash == from.hash();
            if (!waits) {
                reached(next, hash, trace);
                return;
            }
            at = next;
        }
    }

    private void reached(Moment next, long hash, Trace trace) {
        if (!common.visited.claim(hash, next.truth().disturbances)) {
            return;
        }
        note(next);
        long sample = common.bounds.settle();
        if (sample > 0 && Long.remainderUnsigned(hash >>> 7, sample) == 0) {
            settle(next, trace);
        }
        depth = Math.max(depth, trace.length());
        if (trace.length() >= common.bounds.depth()) {
            depthHit = true;
        } else {
            stack.push(new Open(next, hash, trace, choices(next), 0));
        }
    }

    private void settle(Moment moment, Trace trace) {
        settled++;
        String stuck = new Calm(common.names).settle(moment);
        if (stuck != null) {
            common.found(new Common.Found(stuck, Trace.events(trace), true));
        }
    }

    private void note(Moment moment) {
        for (SetView set : moment.world().sets().values()) {
            for (PhaseReport report : set.report().phases().values()) {
                phases.add(report.phase());
            }
        }
    }

    /// The other thread takes what this one would come to last.
    private void share() {
        while (!stack.isEmpty()) {
            Open last = stack.removeLast();
            if (last.next() < last.events().size()) {
                common.offer(last);
                return;
            }
        }
    }

    Set<Phase> phases() {
        return phases;
    }

    long transitions() {
        return transitions;
    }

    long settled() {
        return settled;
    }

    int depth() {
        return depth;
    }

    boolean depthHit() {
        return depthHit;
    }
}
