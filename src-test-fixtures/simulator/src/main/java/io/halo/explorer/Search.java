package io.halo.explorer;

import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.SetView;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One thread's way through the states, depth first: only hashes are remembered of those that it
/// has left.
final class Search implements Runnable {
    private static final int CHECK = 1 << 10;

    private final Common common;
    private final ArrayDeque<Open> stack = new ArrayDeque<>();
    private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
    private long transitions;
    private long settled;
    private int depth;
    private boolean depthHit;

    /// A state of which not all that can happen next has been followed.
    ///
    /// @param next the first of them that has not
    record Open(Moment moment, @Nullable Trace trace, List<Event> events, int next) {
        Open advanced() {
            return new Open(moment, trace, events, next + 1);
        }
    }

    Search(Common common) {
        this.common = common;
    }

    @Override
    public void run() {
        for (Open open = common.take(); open != null; open = common.take()) {
            Open first =
                    open.events().isEmpty()
                            ? new Open(open.moment(), open.trace(), choices(open.moment()), 0)
                            : open;
            stack.push(first);
            explore();
        }
    }

    private List<Event> choices(Moment moment) {
        return Choices.of(common.names, common.bounds, moment);
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
        if (++transitions % CHECK == 0) {
            common.check();
        }
        var turn = new Turn(common.names, from.moment(), _ -> {});
        Moment next = turn.after(event);
        if (turn.violation() != null) {
            var path = Trace.events(Trace.then(from.trace(), event));
            common.found(new Common.Found(turn.violation(), path, false));
        }
        if (next == null) {
            return;
        }
        long hash = Canon.hash(common.names, next);
        if (!common.visited.claim(hash, next.truth().disturbances)) {
            return;
        }
        note(next);
        Trace trace = Trace.then(from.trace(), event);
        if (common.bounds.settle() > 0
                && Long.remainderUnsigned(hash >>> 7, common.bounds.settle()) == 0) {
            settle(next, trace);
        }
        depth = Math.max(depth, trace.length());
        if (trace.length() >= common.bounds.depth()) {
            depthHit = true;
        } else {
            stack.push(new Open(next, trace, choices(next), 0));
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
