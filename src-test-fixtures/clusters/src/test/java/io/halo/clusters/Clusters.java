package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.Network;
import io.halo.support.cluster.TestCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The clusters of a class of stories, as a static `@RegisterExtension`.
///
/// Each story has its own: [#atHome] is one in which everything runs at home, [#fresh] one of which
/// nothing is started. Whatever a story waits for, the manager must be able to explain the cluster
/// then. After each story it is checked that nothing ever ran twice, and the programs end; what
/// failed is left in `/tmp` to look at.
final class Clusters implements AfterEachCallback {
    private final List<TestCluster> own = new ArrayList<>();

    /// A cluster with everything running at home. Not one for several stories: a fenced host stays
    /// latched, and what an earlier story did would have to be undone first.
    TestCluster atHome(ClusterPlan plan, ManagerOptions options) {
        return up(own(TestCluster.of(plan)), options);
    }

    /// The same in a network of its own.
    TestCluster atHome(ClusterPlan plan, Network network, ManagerOptions options) {
        return up(own(TestCluster.of(plan, network)), options);
    }

    private TestCluster up(TestCluster cluster, ManagerOptions options) {
        cluster.bringUp(options);
        return cluster;
    }

    /// A new cluster of which nothing is started.
    TestCluster fresh(ClusterPlan plan) {
        return own(TestCluster.of(plan));
    }

    TestCluster fresh(ClusterPlan plan, Network network) {
        return own(TestCluster.of(plan, network));
    }

    /// One that was made elsewhere.
    TestCluster own(TestCluster cluster) {
        own.add(cluster);
        cluster.askWhy();
        return cluster;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        boolean failed = context.getExecutionException().isPresent();
        List<String> violations = own.stream().flatMap(c -> c.violations().stream()).toList();
        if (failed || !violations.isEmpty()) {
            own.forEach(TestCluster::keep);
        }
        own.forEach(TestCluster::close);
        own.clear();
        assertThat(violations).as("resources that ran twice").isEmpty();
    }
}
