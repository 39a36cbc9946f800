package io.halo.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FenceIdTest {
    @Test
    void itBeginsWithItsIncident() {
        assertThat(new FenceId("1.mds00.57/2.60").incident()).isEqualTo("1.mds00.57");
        // A host may be called anything.
        assertThat(new FenceId("1.a/b.57/2.60").incident()).isEqualTo("1.a/b.57");
    }

    /// Of a state from before incidents had names.
    @Test
    void withoutOneItIsItsOwn() {
        assertThat(new FenceId("1.mds00.57").incident()).isEqualTo("1.mds00.57");
    }
}
