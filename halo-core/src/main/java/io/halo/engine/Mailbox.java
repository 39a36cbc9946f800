package io.halo.engine;

import io.halo.core.input.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The loop's inbox: bounded, first in first out.
public final class Mailbox implements Inbox {
    /// Inputs that may wait: two answers for each resource of a large cluster. A fuller inbox slows
    /// its sources.
    private static final int MAX = 16_384;

    private final BlockingQueue<Input> waiting = new ArrayBlockingQueue<>(MAX);

    @Override
    public void put(Input input) {
        try {
            waiting.put(input);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many inputs wait.
    public int depth() {
        return waiting.size();
    }

    /// Everything that waits; waits itself for the first one, but not longer than that.
    List<Input> take(Duration longest) throws InterruptedException {
        var inputs = new ArrayList<Input>();
        if (longest.isPositive()) {
            Input first = waiting.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                inputs.add(first);
            }
        }
        waiting.drainTo(inputs);
        return inputs;
    }

    /// Ends a wait of the loop.
    void wake() {
        waiting.offer(new Input.StoreWorks());
    }
}
