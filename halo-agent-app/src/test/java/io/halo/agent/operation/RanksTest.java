package io.halo.agent.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RanksTest {
    private record Case(String resource, long epoch, long sequence, boolean above) {}

    @Test
    void what_is_above_all_that_was_seen_of_its_resource() {
        var cases =
                List.of(
                        new Case("a", 1, 1, true),
                        new Case("a", 1, 1, false),
                        new Case("a", 1, 5, true),
                        new Case("a", 1, 4, false),
                        new Case("b", 1, 4, true),
                        new Case("a", 2, 1, true),
                        new Case("a", 1, 9, false),
                        new Case("a", 2, 1, false),
                        new Case("a", 2, 2, true),
                        new Case("b", 1, 5, true));
        var ranks = new Ranks();
        for (var each : cases) {
            assertThat(ranks.see(each.resource(), new Rank(each.epoch(), each.sequence())))
                    .as("%s", each)
                    .isEqualTo(each.above());
        }
    }

    @Test
    void resources_without_end_are_forgotten_but_not_their_order() {
        var ranks = new Ranks();
        for (int i = 1; i <= 10_000; i++) {
            assertThat(ranks.see("r" + i, new Rank(1, i))).isTrue();
        }
        assertThat(ranks.see("r1", new Rank(1, 1))).isFalse();
        assertThat(ranks.see("unheard of", new Rank(1, 2))).isFalse();
        assertThat(ranks.see("unheard of", new Rank(1, 10_001))).isTrue();
        assertThat(ranks.see("r10000", new Rank(1, 10_000))).isFalse();
    }
}
