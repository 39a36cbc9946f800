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
/// [#atHome] is one cluster for all its stories, brought back to order before each; [#fresh] is one
/// for a single story. After each story it is checked that nothing ever ran twice; what failed is
/// left in `/tmp` to look at.
final class Clusters implements AfterEachCallback {
    private final List<TestCluster> own = new ArrayList<>();

    /// A cluster with everything running at home. A fenced host stays latched, so each story has
    /// its own.
    TestCluster atHome(ClusterPlan plan, ManagerOptions options) {
        return up(TestCluster.of(plan), options);
    }

    /// The same in a network of its own.
    TestCluster atHome(ClusterPlan plan, Network network, ManagerOptions options) {
        return up(TestCluster.of(plan, network), options);
    }

    private TestCluster up(TestCluster cluster, ManagerOptions options) {
        own.add(cluster);
        cluster.bringUp(options);
        return cluster;
    }

    /// A new cluster of which nothing is started.
    TestCluster fresh(ClusterPlan plan) {
        TestCluster cluster = TestCluster.of(plan);
        own.add(cluster);
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
