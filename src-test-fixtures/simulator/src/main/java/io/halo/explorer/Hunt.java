package io.halo.explorer;

import java.time.Duration;
import java.util.List;

/// How many states it takes until something is found: for planted faults.
public final class Hunt {
    private static final List<WorldShape> SHAPES =
            List.of(
                    WorldShape.ONE_BY_ONE,
                    WorldShape.TWO_BY_ONE,
                    WorldShape.TWO_BY_TWO,
                    WorldShape.THREE_BY_ONE,
                    WorldShape.SHARED);

    private Hunt() {}

    /// Explores one small world after the other until one violates something.
    ///
    /// @param most states in each
    /// @return how many it took, or -1 if none did
    public static long states(int disturbances, long most, int settle, long seconds) {
        Bounds bounds =
                Bounds.DEFAULT
                        .withDisturbances(disturbances)
                        .withStates(most)
                        .withSettle(settle)
                        .withTime(Duration.ofSeconds(seconds));
        long states = 0;
        for (WorldShape shape : SHAPES) {
            Explored explored;
            try {
                explored = Exploration.run(bounds, shape);
            } catch (RuntimeException | StackOverflowError _) {
                return states + 1;
            }
            states += explored.states();
            if (explored.violation() != null) {
                return states;
            }
        }
        return -1;
    }
}
