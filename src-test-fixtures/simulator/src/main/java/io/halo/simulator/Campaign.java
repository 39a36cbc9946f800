package io.halo.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Many seeds, a few at a time.
final class Campaign {
    /// Failures that are kept; more tell nothing more.
    private static final int KEPT = 50;

    private final int threads;
    private final Consumer<Simulation.Result> watcher;

    Campaign(int threads) {
        this(threads, _ -> {});
    }

    /// @param watcher told of each failure as soon as it is known, by any thread
    Campaign(int threads, Consumer<Simulation.Result> watcher) {
        this.threads = threads;
        this.watcher = watcher;
    }

    /// @param failures the runs that violated something, by seed
    record Outcome(Tally tally, List<Simulation.Result> failures) {}

    Outcome run(long first, long count) {
        var next = new AtomicLong(first);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var parts = new ArrayList<Future<Outcome>>();
            for (int i = 0; i < threads; i++) {
                parts.add(pool.submit(() -> part(next, first + count)));
            }
            var tally = new Tally();
            var failures = new ArrayList<Simulation.Result>();
            for (Future<Outcome> part : parts) {
                Outcome one = part.get();
                tally.add(one.tally);
                failures.addAll(one.failures);
            }
            failures.sort(Comparator.comparingLong(result -> result.plot().seed()));
            return new Outcome(tally, failures);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Outcome part(AtomicLong next, long end) {
        var tally = new Tally();
        var failures = new ArrayList<Simulation.Result>();
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            Simulation.Result result = one(seed);
            tally.add(result.tally());
            if (result.violation().isPresent() && failures.size() < KEPT) {
                failures.add(result);
                watcher.accept(result);
            }
        }
        return new Outcome(tally, failures);
    }

    private static Simulation.Result one(long seed) {
        try {
            return Simulation.run(Plot.draw(seed));
        } catch (RuntimeException bug) {
            throw new IllegalStateException("seed " + seed, bug);
        }
    }
}
