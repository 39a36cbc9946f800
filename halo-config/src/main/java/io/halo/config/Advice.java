package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.GroupTable.Group;
import io.halo.config.YamlNode.Text;
import java.util.List;
import java.util.Set;

/// Warnings: the file is good, but perhaps not what the operator wants.
final class Advice {
    private static final String ZFS = "/ZFS";
    private static final String FORCE = "importforce";

    /// What OCF scripts take for true; everything else is false.
    private static final Set<String> OCF_TRUE =
            Set.of("yes", "YES", "true", "TRUE", "True", "ja", "on", "ON", "1");

    private final HostTable hosts;
    private final Graph graph;
    private final List<Group> groups;
    private final Trees trees;
    private final Problems problems;

    Advice(HostTable hosts, Graph graph, List<Group> groups, Trees trees, Problems problems) {
        this.hosts = hosts;
        this.graph = graph;
        this.groups = groups;
        this.trees = trees;
        this.problems = problems;
    }

    void run() {
        for (int i = 0; i < graph.size(); i++) {
            unreachable(i);
            forcedImport(graph.resource(i));
        }
        for (Group group : groups) {
            if (group.lone() && group.raw().failover().isEmpty()) {
                problems.warning(
                        group.raw().root().at(),
                        "resource group: "
                                + quote(group.raw().id())
                                + " has no failover hosts: it never moves");
            }
            if (!group.lone()) {
                group.candidates().forEach(host -> unfenced(group, host));
            }
        }
    }

    private void unreachable(int resource) {
        if (!trees.reached(resource)) {
            Text name = graph.resource(resource).name();
            problems.warning(
                    name.at(),
                    "resource: "
                            + quote(name.text())
                            + " is in no resource group: it is never started");
        }
    }

    /// The common script imports with force unless told otherwise: a second host then takes a pool
    /// that is in use (S2).
    private void forcedImport(RawResource resource) {
        if (!resource.kind().text().endsWith(ZFS)) {
            return;
        }
        Text force = resource.parameter(FORCE).orElse(null);
        if (force == null || OCF_TRUE.contains(force.text())) {
            problems.warning(
                    force == null ? resource.name().at() : force.at(),
                    "resource: "
                            + quote(resource.id())
                            + " is imported with force, even while another host uses the pool: set"
                            + " importforce: \"false\", and multihost=on on the pool");
        }
    }

    private void unfenced(Group group, int host) {
        RawHost raw = hosts.hosts().get(host);
        if (raw.levels().isEmpty()) {
            problems.warning(
                    reference(group, host),
                    "resource group: "
                            + quote(group.raw().id())
                            + " can run on "
                            + quote(hosts.id(host))
                            + ", which has no fence_agent: when that host dies, the group is not started elsewhere");
        }
    }

    private Position reference(Group group, int host) {
        RawGroup raw = group.raw();
        String hostname = hosts.hosts().get(host).hostname().text();
        return raw.failover().stream()
                .filter(name -> name.text().equals(hosts.id(host)) || name.text().equals(hostname))
                .findFirst()
                .map(Text::at)
                .orElse(raw.home() == null ? raw.at() : raw.home().at());
    }
}
