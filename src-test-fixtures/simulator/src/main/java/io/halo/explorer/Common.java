package io.halo.explorer;

import io.halo.core.model.Phase;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What the threads of one pass share.
final class Common {
    final Names names;
    final Bounds bounds;
    final Visited visited;
    private final long end;
    private final AtomicReference<@Nullable Found> found = new AtomicReference<>();
    private final ArrayDeque<Search.Open> work = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int idle;
    private volatile boolean hungry;
    private volatile boolean cut;

    /// @param atRest whether it shows only when the path is run on without trouble
    record Found(String what, List<Event> path, boolean atRest) {}

    Common(Names names, Bounds bounds, long end) {
        this.names = names;
        this.bounds = bounds;
        this.end = end;
        this.visited = new Visited(bounds.states());
    }

    void offer(Search.Open open) {
        lock.lock();
        try {
            work.add(open);
            hungry = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Work for a thread that has none; null when all is done.
    Search.@Nullable Open take() {
        lock.lock();
        try {
            idle++;
            while (work.isEmpty()) {
                if (idle == bounds.threads()) {
                    changed.signalAll();
                    return null;
                }
                hungry = true;
                changed.awaitUninterruptibly();
            }
            idle--;
            return work.remove();
        } finally {
            lock.unlock();
        }
    }

    /// Whether another thread waits for work.
    boolean hungry() {
        return hungry;
    }

    boolean over() {
        return cut || found.get() != null;
    }

    /// Something is left unexplored.
    void cut() {
        cut = true;
    }

    void check() {
        if (System.nanoTime() - end > 0 || visited.full() || visited.size() >= bounds.states()) {
            cut = true;
        }
    }

    void found(Found what) {
        found.compareAndSet(null, what);
    }

    Explored result(WorldShape shape, List<Search> searches, double seconds) {
        var phases = new TreeSet<Phase>();
        searches.forEach(search -> phases.addAll(search.phases()));
        Found broken = found.get();
        boolean depthHit = searches.stream().anyMatch(Search::depthHit);
        return new Explored(
                shape,
                bounds.disturbances(),
                visited.size(),
                searches.stream().mapToLong(Search::transitions).sum(),
                searches.stream().mapToInt(Search::depth).max().orElse(0),
                broken == null && !cut && !depthHit,
                searches.stream().mapToLong(Search::settled).sum(),
                phases,
                seconds,
                visited.bytes(),
                broken == null ? null : new Shrinking(names, bounds, broken).shortest());
    }
}
