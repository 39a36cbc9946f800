package io.halo.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What is kept of one stream: its first or its last bytes. Everything else is dropped, so memory
/// is bounded by the limit however much a program prints. One thread writes, another may look at
/// any time.
abstract sealed class Kept {
    private long total;

    /// @return the bytes seen so far, kept or not
    final synchronized long total() {
        return total;
    }

    final synchronized void add(ByteBuffer bytes) {
        total += bytes.remaining();
        keep(bytes);
    }

    final synchronized String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    final synchronized boolean isCut() {
        return total > limit();
    }

    abstract int limit();

    abstract void keep(ByteBuffer bytes);

    abstract byte[] bytes();

    static final class First extends Kept {
        private static final byte[] NONE = new byte[0];

        private final int limit;
        private byte[] bytes = NONE;
        private int used;

        First(int limit) {
            this.limit = limit;
        }

        @Override
        int limit() {
            return limit;
        }

        @Override
        void keep(ByteBuffer more) {
            int count = Math.min(more.remaining(), limit - used);
            if (used + count > bytes.length) {
                bytes =
                        Arrays.copyOf(
                                bytes, Math.min(limit, Math.max(used + count, 2 * bytes.length)));
            }
            more.get(bytes, used, count);
            used += count;
        }

        @Override
        byte[] bytes() {
            return Arrays.copyOf(bytes, used);
        }
    }

    static final class Last extends Kept {
        private static final byte[] NONE = new byte[0];

        private final int limit;
        private byte[] ring = NONE;
        private int next;
        private int used;

        Last(int limit) {
            this.limit = limit;
        }

        @Override
        int limit() {
            return limit;
        }

        @Override
        void keep(ByteBuffer more) {
            if (limit == 0) {
                return;
            }
            if (ring.length == 0) {
                ring = new byte[limit];
            }
            more.position(Math.max(more.position(), more.limit() - limit));
            while (more.hasRemaining()) {
                int count = Math.min(more.remaining(), limit - next);
                more.get(ring, next, count);
                next = (next + count) % limit;
                used = Math.min(limit, used + count);
            }
        }

        @Override
        byte[] bytes() {
            byte[] inOrder = new byte[used];
            int first = used < limit ? 0 : next;
            for (int i = 0; i < used; i++) {
                inOrder[i] = ring[(first + i) % limit];
            }
            return inOrder;
        }
    }
}
