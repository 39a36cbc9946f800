package io.halo.explorer;

import java.util.ArrayList;
import java.util.List;

/// Explores a small world: every order of everything that can happen to it.
public final class Exploration {
    private Exploration() {}

    /// First without any disturbance, then with one on each path, and so on: what is found first
    /// needs the fewest.
    public static Explored run(Bounds bounds, WorldShape shape) {
        long end = System.nanoTime() + bounds.time().toNanos();
        Explored last = null;
        for (int most = 0; most <= bounds.disturbances(); most++) {
            last = pass(bounds.withDisturbances(most), shape, end);
            if (last.violation() != null || !last.exhausted()) {
                return last;
            }
        }
        if (last == null) {
            throw new IllegalArgumentException("disturbances must not be negative");
        }
        return last;
    }

    /// One pass with so many disturbances, until that moment at most.
    static Explored pass(Bounds bounds, WorldShape shape, long end) {
        long began = System.nanoTime();
        var common = new Common(new Names(shape.spec()), bounds, end);
        common.offer(new Search.Open(Turn.begin(common.names), 0, null, List.of(), 0));
        var searches = new ArrayList<Search>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < bounds.threads(); i++) {
            var search = new Search(common);
            searches.add(search);
            if (i > 0) {
                threads.add(Thread.ofPlatform().name("explorer-" + i).start(search));
            }
        }
        searches.getFirst().run();
        threads.forEach(Exploration::join);
        return common.result(shape, searches, (System.nanoTime() - began) / 1e9);
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
