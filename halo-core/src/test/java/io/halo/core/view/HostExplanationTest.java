package io.halo.core.view;

import static io.halo.core.view.Clusters.A;
import static io.halo.core.view.Clusters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.World;
import org.junit.jupiter.api.Test;

class HostExplanationTest {
    /// An operator had it powered off, and nobody knows whether that will still take effect.
    @Test
    void aHostThatAnswersWhileItsFenceIsOpenWaitsForItsEnd() {
        World world = Clusters.healthy();
        var unknown = new FenceRecord.State.Unknown(1, 0, "no answer", NOW);
        var record =
                new FenceRecord(
                        new FenceId("f"),
                        A,
                        FenceRecord.Kind.OFF,
                        FenceRecord.By.OPERATOR,
                        "why",
                        NOW,
                        null,
                        unknown);
        Explanation why = HostExplanation.of(world.with(world.host(A).withFence(record)), A, NOW);
        assertThat(why.phase()).isEqualTo("Fencing");
        assertThat(why.waitsFor()).isEqualTo("the end of its fence");
        assertThat(HostExplanation.of(world, A, NOW).waitsFor()).isEmpty();
    }
}
