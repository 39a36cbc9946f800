package io.halo.explorer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Looks into what is too large to be explored in full. Each sample draws a small world and a few
/// kinds of trouble, and follows all orders of those, up to so many states and in an order of its
/// own, so that not all samples look into the same corner.
final class Sampling {
    private static final int KINDS_MIN = 2;
    private static final int KINDS_MAX = 8;

    private final Bounds bounds;
    private final long samples;
    private final long end;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong states = new AtomicLong();
    private final AtomicLong transitions = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final AtomicReference<@Nullable Broken> broken = new AtomicReference<>();

    /// @param states so many were seen in all; one that several samples have seen is counted by
    ///   each
    /// @param broken what was found, or null
    record Result(
            long samples, long states, long transitions, long settled, @Nullable Broken broken) {}

    /// @param sample which one has found it: the same one finds it again
    record Broken(long sample, WorldShape shape, Explored.Violation violation) {}

    private Sampling(Bounds bounds, long samples) {
        this.bounds = bounds;
        this.samples = samples;
        this.end = System.nanoTime() + bounds.time().toNanos();
    }

    /// @param bounds of each sample, but for their time and threads, which are those of all
    /// @param first the seed of the first sample; the next one has the next number
    static Result run(Bounds bounds, long first, long samples) {
        var sampling = new Sampling(bounds, samples);
        var threads = new ArrayList<Thread>();
        for (int i = 1; i < bounds.threads(); i++) {
            threads.add(
                    Thread.ofPlatform().name("sampling-" + i).start(() -> sampling.work(first)));
        }
        sampling.work(first);
        threads.forEach(Exploration::join);
        return new Result(
                sampling.done.get(),
                sampling.states.get(),
                sampling.transitions.get(),
                sampling.settled.get(),
                sampling.broken.get());
    }

    private void work(long first) {
        while (broken.get() == null && System.nanoTime() - end < 0) {
            long index = next.getAndIncrement();
            if (index >= samples) {
                return;
            }
            one(first + index);
        }
    }

    private void one(long seed) {
        var random = new Random(seed);
        WorldShape[] shapes = WorldShape.values();
        WorldShape shape = shapes[random.nextInt(shapes.length)];
        Explored explored =
                Exploration.pass(
                        bounds.withThreads(1).withTrouble(trouble(random), random.nextLong() | 1),
                        shape,
                        end);
        done.incrementAndGet();
        states.addAndGet(explored.states());
        transitions.addAndGet(explored.transitions());
        settled.addAndGet(explored.settled());
        if (explored.violation() instanceof Explored.Violation violation) {
            broken.compareAndSet(null, new Broken(seed, shape, violation));
        }
    }

    private EnumSet<Event.Kind> trouble(Random random) {
        var all = new ArrayList<Event.Kind>();
        for (Event.Kind kind : Event.Kind.values()) {
            if (kind.disturbs && bounds.kinds().contains(kind)) {
                all.add(kind);
            }
        }
        Collections.shuffle(all, random);
        int count = KINDS_MIN + random.nextInt(KINDS_MAX - KINDS_MIN + 1);
        List<Event.Kind> some = all.subList(0, Math.min(count, all.size()));
        return EnumSet.copyOf(some);
    }
}
