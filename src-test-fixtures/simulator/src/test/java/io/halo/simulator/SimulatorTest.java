package io.halo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Random histories, the same ones in each build. More of them: `run 10000`.
class SimulatorTest {
    /// `-Dhalo.seeds=20000` plays more.
    private static final int SEEDS = Integer.getInteger("halo.seeds", 2_000);

    @BeforeAll
    static void silence() {
        Simulate.silence();
    }

    @Test
    void nothingRunsTwiceAndEverythingRunsInTheEnd() {
        Campaign.Outcome outcome = new Campaign(2).run(1, SEEDS);
        assertThat(outcome.failures())
                .extracting(failure -> "seed " + failure.plot().seed() + ": " + failure.violation())
                .isEmpty();
        assertThat(outcome.tally().situations).hasSize(Situations.ALL.size());
        assertThat(outcome.tally().faults).containsKeys(FaultKind.values());
        assertThat(outcome.tally().phases).containsKeys(Phase.values());
        assertThat(outcome.tally().assumptions).containsKeys(Assumption.values());
        assertThat(outcome.tally().failovers).isGreaterThan(SEEDS / 10);
        assertThat(outcome.tally().doubleRunsNoticed).isPositive();
    }

    /// Without this no failure could be looked at twice.
    @Test
    void theSameSeedHasTheSameHistory() {
        var different = new ArrayList<Long>();
        for (long seed = 1; seed <= 60; seed++) {
            Simulation.Result one = Simulation.run(Plot.draw(seed));
            Simulation.Result other = Simulation.run(Plot.draw(seed));
            if (one.print() != other.print() || !one.lines().equals(other.lines())) {
                different.add(seed);
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void otherSeedsHaveOtherHistories() {
        List<Long> prints = new ArrayList<>();
        for (long seed = 1; seed <= 20; seed++) {
            prints.add(Simulation.run(Plot.draw(seed)).print());
        }
        assertThat(prints).doesNotHaveDuplicates();
    }
}
