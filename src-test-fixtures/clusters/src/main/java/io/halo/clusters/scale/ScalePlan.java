package io.halo.clusters.scale;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ResourcePlan;
import java.util.List;
import java.util.stream.IntStream;

/// Pairs of hosts; two groups of four resources for each host. The first host is home to its
/// partner's two groups as well: when it dies, sixteen resources fail over.
final class ScalePlan {
    static final String VICTIM = host(0);
    static final String PARTNER = host(1);
    static final int RESOURCES_PER_HOST = 8;
    static final int RESOURCES_OF_VICTIM = 2 * RESOURCES_PER_HOST;

    private static final int GROUPS_PER_HOST = 2;
    private static final int RESOURCES_PER_GROUP = RESOURCES_PER_HOST / GROUPS_PER_HOST;

    /// The manager's own settings: devices are asked every ten minutes, so that a minute of the
    /// benchmark has none of it.
    private static final String FENCING = "{ timeout: 20s, attempts: 3, check_interval: 10m }";

    private ScalePlan() {}

    /// @param hosts an even number
    static ClusterPlan of(int hosts, String deadAfter) {
        ClusterPlan plan = ClusterPlan.empty().set("fencing", FENCING).set("dead_after", deadAfter);
        for (int host = 0; host < hosts; host++) {
            plan = plan.host(host(host));
        }
        for (int host = 0; host < hosts; host++) {
            int home = host == 1 ? 0 : host;
            for (int group = 0; group < GROUPS_PER_HOST; group++) {
                String prefix = host(host) + "_" + (char) ('a' + group);
                plan = plan.group(host(home), List.of(host(home ^ 1)), tree(prefix));
            }
        }
        return plan;
    }

    private static String host(int number) {
        return "host%04d".formatted(number);
    }

    /// A pool and what is mounted from it.
    private static ResourcePlan[] tree(String prefix) {
        ResourcePlan[] tree = new ResourcePlan[RESOURCES_PER_GROUP];
        for (int i = 1; i < tree.length; i++) {
            tree[i] = ResourcePlan.lustre(prefix + i);
        }
        String[] dependents =
                IntStream.range(1, tree.length).mapToObj(i -> prefix + i).toArray(String[]::new);
        tree[0] = ResourcePlan.zfs(prefix + "0", dependents);
        return tree;
    }
}
