package io.halo.clusters.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// B: a host of many falls silent, and all that it held fails over. The small sister of `halo demo
/// --scale`, so that the benchmark works when somebody needs it.
@Timeout(300)
class ScaleStory {
    private static final int HOSTS = 10;

    @Test
    void aSilentHostIsFencedOnceAndItsSixteenResourcesStartOnItsPartner() {
        try (TestCluster cluster = TestCluster.of(ScalePlan.of(HOSTS, "4s"));
                FleetProcess fleet = FleetProcess.of(cluster)) {
            cluster.manager().start(ManagerOptions.normalMode());
            int resources = HOSTS * ScalePlan.RESOURCES_PER_HOST;
            cluster.await("everything runs", () -> fleet.report().running() == resources);
            cluster.awaitStatus(
                    "every host is protected",
                    status -> cluster.plan().hosts().stream().allMatch(status::isProtected));

            fleet.silence(ScalePlan.VICTIM);
            cluster.await(
                    "its resources run on its partner",
                    () -> fleet.running(ScalePlan.PARTNER).size() == ScalePlan.RESOURCES_OF_VICTIM);

            assertThat(cluster.records().fences("off", ScalePlan.VICTIM)).hasSize(1);
            assertThat(fleet.report().twice()).isEmpty();
            assertThat(fleet.report().starts())
                    .isEqualTo(resources + ScalePlan.RESOURCES_OF_VICTIM);

            fleet.comeBack(ScalePlan.VICTIM);
            cluster.awaitStatus(
                    "it is heard again, and stays fenced until somebody has looked at it",
                    status ->
                            status.connected(ScalePlan.VICTIM) && status.fenced(ScalePlan.VICTIM));
            assertThat(fleet.running(ScalePlan.VICTIM)).isEmpty();
        }
    }
}
