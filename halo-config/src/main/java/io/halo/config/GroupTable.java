package io.halo.config;

import static io.halo.config.Problems.quote;

import io.halo.config.YamlNode.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// All groups whose root and home are known, with their resources and hosts by number.
final class GroupTable {
    /// @param candidates the home first
    record Group(RawGroup raw, int root, List<Integer> candidates) {
        boolean lone() {
            return candidates.size() == 1;
        }
    }

    private static final String WHAT = "resource group: ";

    private final HostTable hosts;
    private final Problems problems;

    private GroupTable(HostTable hosts, Problems problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    /// Reports duplicate groups, references to nothing, and hosts that are their own partners.
    static List<Group> of(List<RawGroup> raw, HostTable hosts, Graph graph, Problems problems) {
        var table = new GroupTable(hosts, problems);
        var groups = new ArrayList<Group>();
        Map<String, Text> roots = new HashMap<>();
        for (RawGroup group : raw) {
            List<Integer> candidates = table.candidates(group);
            OptionalInt root = graph.find(group.root(), WHAT + "root");
            Text first = roots.putIfAbsent(group.id(), group.root());
            if (first != null) {
                problems.error(
                        group.root().at(),
                        WHAT
                                + "duplicate root "
                                + quote(group.id())
                                + " (first in line "
                                + first.at().line()
                                + ")");
            } else if (root.isPresent()) {
                groups.add(new Group(group, root.getAsInt(), candidates));
            }
        }
        return groups;
    }

    private List<Integer> candidates(RawGroup group) {
        var candidates = new ArrayList<Integer>();
        if (group.home() != null) {
            hosts.find(group.home(), WHAT + "home_host").ifPresent(candidates::add);
        }
        boolean homeKnown = !candidates.isEmpty();
        for (Text reference : group.failover()) {
            OptionalInt host = hosts.find(reference, WHAT + "failover_hosts");
            if (host.isEmpty()) {
                continue;
            }
            if (homeKnown && candidates.getFirst() == host.getAsInt()) {
                problems.error(
                        reference.at(),
                        WHAT
                                + quote(reference.text())
                                + " is the home host and cannot be its own partner");
            } else if (candidates.contains(host.getAsInt())) {
                problems.error(
                        reference.at(),
                        WHAT + "failover_hosts names " + quote(reference.text()) + " twice");
            } else {
                candidates.add(host.getAsInt());
            }
        }
        return candidates;
    }
}
