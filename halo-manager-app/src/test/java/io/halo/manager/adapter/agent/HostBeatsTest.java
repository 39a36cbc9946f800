package io.halo.manager.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostBeatsTest {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Instant TICK = Instant.parse("2026-04-28T12:54:34.350Z");

    @Test
    void heartbeatsMeetAtATickAndKeepTheBeatFromThenOn() {
        assertThat(HostBeats.untilTick(TICK.plusMillis(20), BEAT)).isEqualTo(BEAT.minusMillis(20));
        assertThat(HostBeats.untilTick(TICK.plusMillis(49), BEAT)).isEqualTo(BEAT.minusMillis(49));
        assertThat(HostBeats.untilTick(TICK, BEAT)).isEqualTo(BEAT);
    }
}
