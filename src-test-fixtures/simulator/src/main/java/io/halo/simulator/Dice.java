package io.halo.simulator;

import java.util.List;
import java.util.SplittableRandom;

/// Chance that can be repeated: the same seed and purpose always throw the same numbers.
///
/// Each purpose has dice of its own, so that one more throw for the network does not change what a
/// script does.
final class Dice {
    private final long seed;
    private final SplittableRandom random;

    Dice(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /// Dice of their own for a purpose.
    Dice of(String purpose) {
        long mixed = seed;
        for (int i = 0; i < purpose.length(); i++) {
            mixed = (mixed ^ purpose.charAt(i)) * 0x9E3779B97F4A7C15L;
        }
        return new Dice(mixed ^ (mixed >>> 29));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// From 0 to below the limit.
    int below(int limit) {
        return random.nextInt(limit);
    }

    /// Both ends included.
    long between(long low, long high) {
        return low >= high ? low : low + random.nextLong(high - low + 1);
    }

    /// Both ends included, small values more often: every order of magnitude equally.
    long rather(long low, long high) {
        double span = Math.log((double) high / low);
        return Math.min(high, Math.round(low * Math.exp(random.nextDouble() * span)));
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
