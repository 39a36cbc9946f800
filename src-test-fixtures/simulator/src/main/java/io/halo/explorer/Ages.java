package io.halo.explorer;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Moments as what matters of them: how long ago, up to where it makes no difference any more, and
/// which of the turning points lie before.
final class Ages {
    private static final long NONE = -1_000_000;
    private static final long HALF = Turn.SECOND / 2;

    private final long now;
    private long[] points = new long[16];
    private int count;

    Ages(Instant now) {
        this.now = nanos(now);
    }

    private static long nanos(Instant moment) {
        return moment.isAfter(Turn.START.plusSeconds(1_000_000_000L))
                ? Long.MAX_VALUE / 2
                : java.time.Duration.between(Turn.START, moment).toNanos();
    }

    /// Whole seconds since then, or until then if negative; `most` where it was longer ago, or will
    /// be later.
    long age(@Nullable Instant moment, int most) {
        if (moment == null) {
            return NONE;
        }
        long nanos = now - nanos(moment);
        long seconds = Math.floorDiv(nanos + HALF, Turn.SECOND);
        return Math.max(-most, Math.min(most, seconds));
    }

    /// Whole seconds between the two.
    long between(Instant one, Instant other) {
        return (Math.abs(nanos(one) - nanos(other)) + HALF) / Turn.SECOND;
    }

    /// A moment of which it matters what came before it.
    void point(@Nullable Instant moment) {
        if (moment != null) {
            if (count == points.length) {
                points = Arrays.copyOf(points, count * 2);
            }
            points[count++] = nanos(moment);
        }
    }

    /// All points are known.
    void sort() {
        Arrays.sort(points, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (distinct == 0 || points[distinct - 1] != points[i]) {
                points[distinct++] = points[i];
            }
        }
        count = distinct;
    }

    /// How many points lie before; whether it is a point itself.
    long place(@Nullable Instant moment) {
        if (moment == null) {
            return NONE;
        }
        long nanos = nanos(moment);
        int before = 0;
        while (before < count && points[before] < nanos) {
            before++;
        }
        return 2L * before + (before < count && points[before] == nanos ? 1 : 0);
    }
}
