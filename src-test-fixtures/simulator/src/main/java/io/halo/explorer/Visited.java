package io.halo.explorer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// The states that were reached: 61 bits of each one's hash, and with how few disturbances. Two of
/// twenty million states fall together with a chance of one in ten thousand.
final class Visited {
    static final int MOST = 7;
    private static final double FULL = 0.85;

    private final AtomicLongArray[] parts;
    private final long mask;
    private final AtomicLong size = new AtomicLong();
    private final long capacity;

    private static final int PART_BITS = 24;
    private static final int PART = 1 << PART_BITS;

    /// @param states so many at most
    Visited(long states) {
        long slots = 1024;
        while (slots * FULL < states) {
            slots *= 2;
        }
        mask = slots - 1;
        capacity = (long) (slots * FULL);
        parts = new AtomicLongArray[(int) Math.max(1, slots / PART)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new AtomicLongArray((int) Math.min(slots, PART));
        }
    }

    /// Whether the state has to be explored: it is new, or was reached with more disturbances so
    /// far.
    boolean claim(long hash, int disturbances) {
        long key = hash << 3 | (MOST - disturbances);
        if (key >>> 3 == 0) {
            key |= 8;
        }
        for (long slot = spread(hash) & mask; ; slot = slot + 1 & mask) {
            AtomicLongArray part = parts[(int) (slot >>> PART_BITS)];
            int at = (int) (slot & (PART - 1));
            while (true) {
                long old = part.get(at);
                if (old == 0) {
                    if (part.compareAndSet(at, 0, key)) {
                        size.incrementAndGet();
                        return true;
                    }
                } else if (old >>> 3 == key >>> 3) {
                    if ((old & 7) >= (key & 7)) {
                        return false;
                    }
                    if (part.compareAndSet(at, old, key)) {
                        return true;
                    }
                } else {
                    break;
                }
            }
        }
    }

    private static long spread(long hash) {
        long mixed = hash * 0x9E3779B97F4A7C15L;
        return mixed >>> 32 ^ mixed << 8;
    }

    long size() {
        return size.get();
    }

    boolean full() {
        return size.get() >= capacity;
    }

    long bytes() {
        return (mask + 1) * Long.BYTES;
    }
}
