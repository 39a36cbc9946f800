package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    @Test
    void medianOfAnOddAndAnEvenNumberOfRuns() {
        assertThat(new Row("a", "ms", "", List.of(3.0, 1.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(new Row("a", "ms", "", List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
        assertThat(new Row("a", "ms", "<= 5", List.of(3.0, 1.0)).toString())
                .contains("2.00", "[1.00 - 3.00]", "<= 5");
    }
}
