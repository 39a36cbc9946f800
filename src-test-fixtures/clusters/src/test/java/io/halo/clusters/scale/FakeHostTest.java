package io.halo.clusters.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.agent.v1.Manager;
import io.halo.agent.v1.Op;
import io.halo.agent.v1.Operation;
import io.halo.agent.v1.Refused;
import io.halo.agent.v1.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fake that obeyed everybody, or forgot nothing without power, would hide what it is there to
/// show.
class FakeHostTest {
    private static final Manager MANAGER = manager(3, "me");

    @TempDir private Path directory;
    private Fleet fleet;
    private FakeHost a;
    private FakeHost b;

    @BeforeEach
    void boot() throws IOException {
        fleet = new Fleet(directory, List.of("a", "b"));
        a = fleet.host("a");
        b = fleet.host("b");
    }

    @Test
    void theHighestEpochIsObeyedAndInItTheFirstWhoCame() {
        assertThat(a.claim(MANAGER)).isEmpty();
        assertThat(a.claim(manager(2, "old")).map(Refused::getReason))
                .contains(Refused.Reason.REASON_LOWER_EPOCH);
        assertThat(a.claim(manager(3, "other")).map(Refused::getReason))
                .contains(Refused.Reason.REASON_OTHER_MANAGER);
        assertThat(a.claim(manager(4, "next"))).isEmpty();
        assertThat(a.state().getHighestEpoch()).isEqualTo(4);
    }

    @Test
    void whatIsMeantForAnotherProcessIsRefused() throws IOException {
        String before = a.state().getInstance();
        assertThat(a.misses(before, true)).isEmpty();
        assertThat(a.misses("", true)).isPresent();
        assertThat(a.misses("", false)).isEmpty();
        a.powerOn();
        assertThat(a.misses(before, false)).isPresent();
    }

    @Test
    void anOlderOperationIsRefused() {
        assertThat(a.execute(MANAGER, operation(5, Op.OP_START))).isEmpty();
        assertThat(a.execute(MANAGER, operation(5, Op.OP_STOP)).map(Refused::getReason))
                .contains(Refused.Reason.REASON_STALE);
        assertThat(a.monitor(MANAGER, operation(7, Op.OP_MONITOR))).isZero();
        assertThat(a.execute(MANAGER, operation(6, Op.OP_STOP))).isPresent();
        assertThat(a.execute(MANAGER, operation(8, Op.OP_STOP))).isEmpty();
        assertThat(a.monitor(MANAGER, operation(9, Op.OP_MONITOR))).isEqualTo(7);
    }

    @Test
    void whatRunsElsewhereIsSeenToRunTwice() {
        a.execute(MANAGER, operation(1, Op.OP_START));
        b.execute(MANAGER, operation(1, Op.OP_START));
        assertThat(report().twice()).containsExactly("pool on a and b");
    }

    @Test
    void aHostWithoutPowerRunsNothing() throws IOException {
        a.execute(MANAGER, operation(1, Op.OP_START));
        Files.delete(directory.resolve("a.power"));
        assertThat(a.runs("pool")).isFalse();
        b.execute(MANAGER, operation(1, Op.OP_START));
        a.powerOn();
        assertThat(report().twice()).isEmpty();
        assertThat(report().running()).isOne();
        assertThat(b.running()).containsOnlyKeys("pool");
    }

    private Report report() {
        return Report.of(fleet.report().lines().toList());
    }

    private static Manager manager(long epoch, String instance) {
        return Manager.newBuilder().setEpoch(epoch).setInstance(instance).build();
    }

    private static Operation operation(long sequence, Op op) {
        return Operation.newBuilder()
                .setId("id")
                .setSequence(sequence)
                .setOp(op)
                .setResource(Resource.newBuilder().setId("pool"))
                .build();
    }
}
