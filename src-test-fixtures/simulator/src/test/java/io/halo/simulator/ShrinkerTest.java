package io.halo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A failing run becomes a short one. What fails here is planted: somebody starts a second copy by
/// hand, and the judge is told that nobody did.
class ShrinkerTest {
    @BeforeAll
    static void silence() {
        Simulate.silence();
    }

    @Test
    void onlyWhatTheFailureNeedsIsLeft() {
        Plot failing = withHiddenFault(quiet());
        assertThat(failing.happenings()).hasSizeGreaterThan(4);

        Plot shrunk = Shrinker.shrink(failing);

        assertThat(shrunk.happenings()).extracting(Happening::line).containsExactly("# planted");
        Violation violation = Simulation.run(shrunk).violation().orElseThrow();
        assertThat(violation.law()).isEqualTo("planted");
        String scenario = ScenarioFile.of(shrunk, violation);
        assertThat(scenario)
                .startsWith("# planted at")
                .contains("cluster dead_after=")
                .contains("\n# planted\n")
                .endsWith("show\n----\n");
    }

    @Test
    void aRunWithoutAFailureIsNotShrunk() {
        Plot good = quiet().with(List.of());
        assertThatThrownBy(() -> Shrinker.shrink(good))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("violates nothing");
    }

    /// A plot with a few happenings that all goes well.
    private static Plot quiet() {
        for (long seed = 1; ; seed++) {
            Plot plot = Plot.draw(seed);
            if (plot.happenings().size() > 3 && Simulation.run(plot).violation().isEmpty()) {
                return plot;
            }
        }
    }

    private static Plot withHiddenFault(Plot plot) {
        var all = new ArrayList<>(plot.happenings());
        GroupSpec group = plot.spec().groups().values().iterator().next();
        HostId host = group.home();
        all.add(
                Happening.once(
                        FaultKind.HAND_START,
                        Timeline.S,
                        "# planted",
                        ground -> ground.judge.broken("planted", "seen on " + host)));
        return plot.with(all);
    }
}
