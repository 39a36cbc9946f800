package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final Instant START = Instant.EPOCH;

    @Test
    void whatOverlapsIsCountedOnce() {
        Spans spans = new Spans();
        assertThat(spans.covered()).isZero();
        spans.add(START.plusMillis(50), START.plusMillis(60));
        spans.add(START, START.plusMillis(20));
        spans.add(START.plusMillis(10), START.plusMillis(30));
        spans.add(START.plusMillis(12), START.plusMillis(15));
        assertThat(spans.covered()).isEqualTo(Duration.ofMillis(40));
    }
}
