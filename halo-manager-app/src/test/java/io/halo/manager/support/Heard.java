package io.halo.manager.support;

import static org.assertj.core.api.Assertions.fail;

import io.halo.core.input.Input;
import io.halo.engine.Inbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// An inbox that tests read.
public final class Heard implements Inbox {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LinkedBlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final List<Input> seen = new ArrayList<>();

    @Override
    public void put(Input input) {
        inputs.add(input);
    }

    public <T extends Input> T next(Class<T> type) {
        return next(type, input -> true);
    }

    /// The next input of this kind; those before it are dropped.
    public <T extends Input> T next(Class<T> type, Predicate<T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Input input = take(deadline - System.nanoTime());
            if (input == null) {
                return fail("no %s within %s, but %s", type.getSimpleName(), PATIENCE, seen);
            }
            seen.add(input);
            if (type.isInstance(input) && wanted.test(type.cast(input))) {
                return type.cast(input);
            }
        }
    }

    /// What is there now.
    public List<Input> drain() {
        var all = new ArrayList<Input>();
        inputs.drainTo(all);
        return all;
    }

    private Input take(long nanos) {
        try {
            return inputs.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
