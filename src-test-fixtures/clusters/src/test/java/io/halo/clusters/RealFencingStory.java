package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.clusters.power.IpmiSimulator;
import io.halo.clusters.power.PowerMan;
import io.halo.clusters.power.PowerSupply;
import io.halo.clusters.power.RedfishService;
import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import io.halo.support.machine.Needed;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Fence agents of Debian's package fence-agents against what they are for, each through a whole
/// failover: an agent dies, which counts as silence on loopback; its server is powered off, its
/// group moves; it is switched on again.
class RealFencingStory {
    private static final ClusterPlan PAIR = ClusterPlan.pair("mds", 3);

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    @Test
    void ipmilanWithASimulatedBmc() {
        Needed.program("fence_ipmilan", "fence-agents");
        Needed.program("ipmitool", "ipmitool");
        Needed.program("ipmi_sim", "openipmi");
        failsOver(IpmiSimulator::new);
    }

    @Test
    void powermanWithAVirtualController() {
        Needed.program("fence_powerman", "fence-agents");
        Needed.program("powermand", "powerman");
        failsOver(PowerMan::new);
    }

    @Test
    void redfishOverHttps() {
        Needed.program("fence_redfish", "fence-agents");
        failsOver(RedfishService::new);
    }

    private static void failsOver(Function<TestCluster, PowerSupply> supplies) {
        TestCluster cluster = CLUSTERS.fresh(PAIR);
        try (PowerSupply supply = supplies.apply(cluster)) {
            ClusterPlan plan = PAIR;
            for (String host : PAIR.hosts()) {
                plan = plan.fencedBy(host, supply.fenceAgent(), supply.parameters(host));
            }
            cluster.reconfigure(plan);
            cluster.agents().connectPowerSwitches();
            cluster.bringUp(ManagerOptions.testMode());

            cluster.agents().kill("mds00");
            cluster.awaitGroupOn("mds_pool0", "mds01");
            assertThat(cluster.agents().alive("mds00")).as("its power is off").isFalse();
            cluster.awaitStatus(
                    "it is fenced", status -> status.fenced("mds00") && !status.connected("mds00"));
            assertThat(power(cluster, "status", "mds00", "mds01").out())
                    .isEqualTo("mds00 is off\nmds01 is on\n");

            assertThat(power(cluster, "on", "mds00").exit()).isZero();
            cluster.awaitStatus("it is back", status -> status.connected("mds00"));
        }
    }

    private static CommandResult power(TestCluster cluster, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "power";
        System.arraycopy(words, 0, all, 1, words.length);
        return cluster.manager().halo(all);
    }
}
