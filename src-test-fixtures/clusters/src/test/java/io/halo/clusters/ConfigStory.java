package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Configuration files that are very large or very wrong, given to the programs.
class ConfigStory {
    private static final int MANY = 100_000;

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    /// D4, D6: every kind of mistake at once.
    @Test
    void everyMistakeIsReportedAtOnce() throws IOException {
        String config =
                """
                cluster:
                  dead_after: 10
                hosts:
                - hostname: mds00
                  name: mds00
                - hostname: mds00:8001
                  name: mds00
                - hostname: mds01:99999
                - hostname: mds02
                  fence_agnet: powerman
                resources:
                - name: pool
                  kind: heartbeat/ZFS
                  parameters: { pool: p, "bad name": x }
                  dependents: [ loop1, nowhere ]
                - name: loop1
                  kind: lustre/Lustre
                  parameters: { mountpoint: /mnt/1, target: a }
                  dependents: [ loop2 ]
                - name: loop2
                  kind: lustre/Lustre
                  parameters: { mountpoint: /mnt/2, target: b }
                  dependents: [ loop1 ]
                - name: escape
                  kind: ../../../bin/sh
                - name: twin
                  kind: heartbeat/ZFS
                  parameters: { pool: p }
                resource_groups:
                - root: pool
                  home_host: mds02
                  failover_hosts: [ mds02, ghost ]
                - root: twin
                  home_host: nobody
                - root: escape
                  home_host: mds02
                """;
        for (CommandResult result : both(config)) {
            assertThat(result.exit()).isEqualTo(64);
            assertThat(result.words())
                    .contains("dead_after", "99999", "fence_agent", "bad name", "nowhere", "bin/sh")
                    .contains("loop1", "loop2", "ghost", "nobody", "twin")
                    .contains("halo.conf:2:", "did you mean")
                    .doesNotContain("\tat ", "Exception");
        }
    }

    /// A15: by two names in two groups.
    @Test
    void aPoolWithTwoNamesIsRefused() throws IOException {
        String config =
                HOSTS
                        + """
                        resources:
                        - { name: tank, kind: heartbeat/ZFS, parameters: { pool: p, importforce: "false" } }
                        - { name: twin, kind: heartbeat/ZFS, parameters: { pool: p, importforce: "false" } }
                        resource_groups:
                        - { root: tank, home_host: h0, failover_hosts: [ h1 ] }
                        - { root: twin, home_host: h1, failover_hosts: [ h0 ] }
                        """;
        for (CommandResult result : both(config)) {
            assertThat(result.exit()).isEqualTo(64);
            assertThat(result.words()).contains("tank", "twin", "halo.conf:6:").contains("pool");
        }
    }

    /// A15: the same resource in two groups.
    @Test
    void aResourceOfTwoGroupsIsRefused() throws IOException {
        String config =
                HOSTS
                        + """
                        resources:
                        - { name: tank, kind: heartbeat/ZFS, parameters: { pool: p, importforce: "false" }, dependents: [ ost ] }
                        - { name: twin, kind: heartbeat/ZFS, parameters: { pool: q, importforce: "false" }, dependents: [ ost ] }
                        - { name: ost, kind: lustre/Lustre, parameters: { mountpoint: /mnt/ost, target: ost } }
                        resource_groups:
                        - { root: tank, home_host: h0, failover_hosts: [ h1 ] }
                        - { root: twin, home_host: h1, failover_hosts: [ h0 ] }
                        """;
        for (CommandResult result : both(config)) {
            assertThat(result.exit()).isEqualTo(64);
            assertThat(result.words()).contains("ost", "tank", "twin");
        }
    }

    /// D4: a configuration that is very large.
    @Test
    void aHundredThousandResourcesInAThousandGroupsAreFine() throws IOException {
        StringBuilder resources = new StringBuilder("resources:\n");
        StringBuilder groups = new StringBuilder("resource_groups:\n");
        for (int g = 0; g < MANY / 100; g++) {
            StringBuilder dependents = new StringBuilder();
            for (int r = 1; r < 100; r++) {
                String id = "t" + g + "_" + r;
                dependents.append(r == 1 ? "" : ", ").append(id);
                resources.append(lustre(id, ""));
            }
            resources.append(
                    "- { name: p%d, kind: heartbeat/ZFS, parameters: { pool: p%d, importforce: \"false\" }, dependents: [ %s ] }\n"
                            .formatted(g, g, dependents));
            groups.append("- { root: p%d, home_host: h0, failover_hosts: [ h1 ] }\n".formatted(g));
        }
        CommandResult result = validate(HOSTS + resources + groups);
        assertThat(result.words()).doesNotContain("\tat ");
        assertThat(result.exit()).isZero();
    }

    /// D4: one that is very deep.
    @Test
    void aChainOfAHundredThousandResourcesIsFineAndACycleThatLongIsFound() throws IOException {
        CommandResult chain = validate(chain(""));
        assertThat(chain.words()).doesNotContain("\tat ", "StackOverflow");
        assertThat(chain.exit()).isZero();
        CommandResult cycle = validate(chain(", dependents: [ t0 ]"));
        assertThat(cycle.exit()).isEqualTo(64);
        assertThat(cycle.words()).contains("cycle").doesNotContain("\tat ", "StackOverflow");
    }

    private static final String HOSTS =
            """
            hosts:
            - { hostname: h0, fence_agent: powerman }
            - { hostname: h1, fence_agent: powerman }
            """;

    private static String chain(String last) {
        StringBuilder config = new StringBuilder(HOSTS).append("resources:\n");
        for (int i = 0; i < MANY; i++) {
            config.append(
                    lustre("t" + i, i == MANY - 1 ? last : ", dependents: [ t" + (i + 1) + " ]"));
        }
        return config + "resource_groups:\n- { root: t0, home_host: h0, failover_hosts: [ h1 ] }\n";
    }

    private static String lustre(String id, String more) {
        return "- { name: %s, kind: lustre/Lustre, parameters: { mountpoint: /mnt/%s, target: %s }%s }\n"
                .formatted(id, id, id, more);
    }

    private static CommandResult validate(String config) throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.empty());
        Files.writeString(cluster.manager().config(), config);
        return cluster.manager().halo("validate");
    }

    /// By the console and by the manager itself.
    private static Iterable<CommandResult> both(String config) throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.empty());
        Path file = cluster.manager().config();
        Files.writeString(file, config);
        return List.of(
                cluster.manager().halo("validate"),
                cluster.manager().runToEnd(ManagerOptions.testMode()));
    }
}
