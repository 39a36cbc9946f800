package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.ResourcePlan;
import io.halo.support.cluster.ScriptCall;
import io.halo.support.cluster.TestCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Names that are not all ASCII, in programs that are started without a locale, as by systemd.
class NamesStory {
    private static final ClusterPlan PAIR =
            ClusterPlan.empty()
                    .host("mds00")
                    .host("mds01")
                    .group(
                            "mds00",
                            List.of("mds01"),
                            ResourcePlan.zfs("größe", "日本_ß"),
                            ResourcePlan.lustre("日本_ß"));

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    /// D7: ids and parameters reach the scripts as they are written.
    @Test
    void umlautsAreStartedWatchedAndFailedOverLikeAnyOtherName() {
        TestCluster cluster = CLUSTERS.atHome(PAIR, ManagerOptions.testMode());
        assertThat(cluster.manager().halo("status").out()).contains("größe", "日本_ß");
        int mark = cluster.records().mark();
        cluster.agents().kill("mds00");
        cluster.awaitGroupOn("größe", "mds01");
        assertThat(cluster.records().changes(mark))
                .containsExactly(
                        new ScriptCall("zfs.größe", "start", "mds01"),
                        new ScriptCall("lustre._mnt_日本_ß", "start", "mds01"));
    }
}
