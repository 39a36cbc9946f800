package io.halo.explorer;

import java.time.Duration;

/// How many states it takes until something is found: for planted faults.
public final class Hunt {
    private static final long STATES_OF_A_SAMPLE = 20_000;

    private Hunt() {}

    /// Looks into one sample after the other until one violates something.
    ///
    /// @param most states in all
    /// @return how many it took, or -1 if none did
    public static long states(int disturbances, long most, int settle, long seconds) {
        Bounds bounds =
                Bounds.DEFAULT
                        .withDisturbances(disturbances)
                        .withStates(STATES_OF_A_SAMPLE)
                        .withSettle(settle)
                        .withTime(Duration.ofSeconds(seconds));
        long end = System.nanoTime() + bounds.time().toNanos();
        long states = 0;
        for (long seed = 1; states < most && System.nanoTime() - end < 0; seed++) {
            Sampling.Result result;
            try {
                result = Sampling.run(bounds, seed, 1);
            } catch (RuntimeException | StackOverflowError _) {
                // A fault that makes the core fail is found as well.
                return states + 1;
            }
            states += result.states();
            if (result.broken() != null) {
                return states;
            }
        }
        return -1;
    }
}
