package io.halo.simulator;

/// How long it takes until something is found: for planted faults.
public final class Hunt {
    private Hunt() {}

    /// Plays seeds until one violates something.
    ///
    /// @return how many it took, or -1 if none did
    public static long seeds(long first, long most) {
        Simulate.silence();
        for (long count = 1; count <= most; count++) {
            if (finds(first + count - 1)) {
                return count;
            }
        }
        return -1;
    }

    /// A fault that makes the core or the simulation fail is found as well.
    private static boolean finds(long seed) {
        try {
            return Simulation.run(Plot.draw(seed)).violation().isPresent();
        } catch (RuntimeException | StackOverflowError _) {
            return true;
        }
    }
}
