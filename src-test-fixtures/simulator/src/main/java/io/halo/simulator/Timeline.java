package io.halo.simulator;

import java.util.PriorityQueue;

/// Virtual time, in nanoseconds since the start of a run, and everything that will happen.
final class Timeline {
    static final long MS = 1_000_000;
    static final long S = 1_000 * MS;
    static final long MINUTE = 60 * S;

    private final PriorityQueue<Event> queue = new PriorityQueue<>();

    /// More events at one moment than any cluster has: something answers itself.
    private static final int AT_ONCE_MAX = 100_000;

    private long now;
    private int atOnce;
    private long events;

    private record Event(long at, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    long now() {
        return now;
    }

    /// What is due at the same time happens in the order in which it was said.
    void at(long moment, Runnable what) {
        queue.add(new Event(Math.max(moment, now), events++, what));
    }

    void in(long span, Runnable what) {
        at(now + span, what);
    }

    /// Lets everything happen that is due until then.
    void runTo(long end) {
        while (!queue.isEmpty() && queue.peek().at <= end) {
            Event next = queue.remove();
            atOnce = next.at == now ? atOnce + 1 : 0;
            if (atOnce > AT_ONCE_MAX) {
                throw new IllegalStateException("time stands still at " + now);
            }
            now = next.at;
            next.what.run();
        }
        now = Math.max(now, end);
    }

    /// Events so far.
    long events() {
        return events;
    }
}
