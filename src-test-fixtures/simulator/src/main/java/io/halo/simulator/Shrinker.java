package io.halo.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a failing run shorter: leaves out whatever it fails without.
final class Shrinker {
    /// Runs that a shrinking may take; what is left then is short enough.
    private static final int RUNS_MAX = 400;

    private final String law;
    private Plot best;
    private int runs;

    private Shrinker(Plot failing, String law) {
        this.best = failing;
        this.law = law;
    }

    /// @param failing a plot whose run violates something
    /// @return the shortest plot found that violates the same law
    static Plot shrink(Plot failing) {
        Optional<Violation> violation = Simulation.run(failing).violation();
        if (violation.isEmpty()) {
            throw new IllegalArgumentException("seed " + failing.seed() + " violates nothing");
        }
        var shrinker = new Shrinker(failing, violation.get().law());
        shrinker.shrink();
        return shrinker.best;
    }

    /// Ever smaller pieces are left out, until not one can be.
    private void shrink() {
        int piece = Math.max(1, best.happenings().size() / 2);
        while (runs < RUNS_MAX) {
            boolean shorter = withoutPieces(piece);
            if (!shorter && piece == 1) {
                return;
            }
            piece = shorter ? Math.min(piece, best.happenings().size()) : piece / 2;
            if (best.happenings().isEmpty()) {
                return;
            }
            piece = Math.max(1, piece);
        }
    }

    private boolean withoutPieces(int piece) {
        boolean shorter = false;
        for (int from = 0; from < best.happenings().size() && runs < RUNS_MAX; ) {
            List<Happening> rest = new ArrayList<>(best.happenings());
            rest.subList(from, Math.min(rest.size(), from + piece)).clear();
            if (fails(best.with(rest))) {
                shorter = true;
            } else {
                from += piece;
            }
        }
        return shorter;
    }

    private boolean fails(Plot shorter) {
        runs++;
        boolean same =
                Simulation.run(shorter).violation().filter(it -> it.law().equals(law)).isPresent();
        if (same) {
            best = shorter;
        }
        return same;
    }
}
