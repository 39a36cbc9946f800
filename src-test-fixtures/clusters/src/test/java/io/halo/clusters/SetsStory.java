package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.FenceCall;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ResourcePlan;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the samples `nfs-pair.yaml` and `four-hosts.yaml` describe: groups that share a resource,
/// and a set of four hosts. They run, fail over and fail back.
class SetsStory {
    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    private static final ManagerOptions OPTIONS = ManagerOptions.testMode();

    private TestCluster cluster;

    /// A shared resource is started on a host for the first group that needs it there, and stopped
    /// after the last.
    @Test
    void anNfsPairSharesARoute() {
        cluster = CLUSTERS.atHome(nfsPair(), OPTIONS);
        assertThat(cluster.truth().hostsOf("nfs_route")).containsExactly("nfs00", "nfs01");

        cluster.agents().kill("nfs00");
        cluster.awaitGroupOn("tank0", "nfs01");
        assertThat(cluster.truth().hostsOf("nfs_route")).containsExactly("nfs01");
        assertThat(routeStarts("nfs01")).as("the second group finds it running").isEqualTo(1);

        cluster.restore(OPTIONS);
        assertThat(routeStarts("nfs00")).isEqualTo(2);
        assertThat(routeStops()).as("never under the group that stays").isZero();

        cluster.manager().post("/resources/tank1/stop");
        cluster.await(
                "nobody needs it on nfs01 any more",
                () -> cluster.truth().hostsOf("nfs_route").equals(List.of("nfs00")));
        cluster.manager().post("/resources/tank1/start");
        cluster.awaitAtHome();
    }

    /// In order of preference, also when the first choice dies next.
    @Test
    void aSetOfFourHostsTakesTwoDeaths() {
        cluster = CLUSTERS.atHome(fourHosts(), OPTIONS);
        cluster.agents().kill("oss01");
        cluster.awaitGroupOn("oss_pool1", "oss02");

        cluster.agents().kill("oss02");
        cluster.awaitGroupOn("oss_pool1", "oss03");
        cluster.awaitGroupOn("oss_pool2", "oss03");
        assertThat(cluster.truth().groupRuns("oss_pool0", "oss00")).isTrue();
        assertThat(
                        cluster.records().fences().stream()
                                .filter(call -> call.action().equals("off"))
                                .map(FenceCall::target))
                .containsExactly("oss01", "oss02");

        cluster.restore(OPTIONS);
        assertThat(cluster.truth().allAtHome()).isTrue();
    }

    private long routeStarts(String host) {
        return cluster.records().starts(0, "nfs_route").stream()
                .map(ScriptCall::host)
                .filter(host::equals)
                .count();
    }

    private long routeStops() {
        return cluster.records().scripts(0, "stop").stream()
                .filter(call -> cluster.records().isOf(call, "nfs_route"))
                .filter(call -> call.host().equals("nfs01"))
                .count();
    }

    private static ClusterPlan nfsPair() {
        ResourcePlan route = ResourcePlan.route("nfs_route", "10.88.0.0/16").shared();
        return ClusterPlan.empty()
                .host("nfs00")
                .host("nfs01")
                .group(
                        "nfs00",
                        List.of("nfs01"),
                        ResourcePlan.zfs("tank0", "data0", "nfs_route"),
                        ResourcePlan.filesystem("data0", "export0"),
                        ResourcePlan.export("export0", "data0", "address0"),
                        ResourcePlan.address("address0", "10.77.0.20"),
                        route)
                .group(
                        "nfs01",
                        List.of("nfs00"),
                        ResourcePlan.zfs("tank1", "data1", "nfs_route"),
                        ResourcePlan.filesystem("data1", "export1"),
                        ResourcePlan.export("export1", "data1", "address1"),
                        ResourcePlan.address("address1", "10.77.0.21"));
    }

    private static ClusterPlan fourHosts() {
        List<String> hosts = List.of("oss00", "oss01", "oss02", "oss03");
        ClusterPlan plan = ClusterPlan.empty();
        for (String host : hosts) {
            plan = plan.host(host);
        }
        for (int i = 0; i < hosts.size(); i++) {
            plan =
                    plan.group(
                            hosts.get(i),
                            List.of(
                                    hosts.get((i + 1) % 4),
                                    hosts.get((i + 2) % 4),
                                    hosts.get((i + 3) % 4)),
                            ResourcePlan.zfs("oss_pool" + i, "ost" + i),
                            ResourcePlan.lustre("ost" + i));
        }
        return plan;
    }
}
