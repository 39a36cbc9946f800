package io.halo.core.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Hosts and groups that are connected through candidates or shared resources. Sets are independent
/// of one another.
public record FailoverSet(SetId id, List<HostId> hosts, List<GroupId> groups) {
    public FailoverSet {
        hosts = Checks.list(hosts);
        groups = Checks.list(groups);
    }

    /// The sets of a cluster, in the order of its hosts; a host without groups is a set of its own.
    public static SequencedMap<SetId, FailoverSet> of(ClusterSpec spec) {
        var neighbours = neighbours(spec);
        var sets = new LinkedHashMap<SetId, FailoverSet>();
        var seen = new LinkedHashSet<HostId>();
        for (HostId host : spec.hosts().keySet()) {
            if (!seen.contains(host)) {
                SequencedSet<HostId> members = reach(host, neighbours);
                seen.addAll(members);
                FailoverSet set = set(members, spec);
                sets.put(set.id(), set);
            }
        }
        return sets;
    }

    private static FailoverSet set(SequencedSet<HostId> members, ClusterSpec spec) {
        var hosts = new ArrayList<HostId>();
        spec.hosts().keySet().stream().filter(members::contains).forEach(hosts::add);
        var groups = new ArrayList<GroupId>();
        for (GroupSpec group : spec.groups().values()) {
            if (members.contains(group.home())) {
                groups.add(group.id());
            }
        }
        HostId smallest = hosts.stream().min(HostId::compareTo).orElseThrow();
        return new FailoverSet(new SetId(smallest.value()), hosts, groups);
    }

    private static Map<HostId, SequencedSet<HostId>> neighbours(ClusterSpec spec) {
        var neighbours = new LinkedHashMap<HostId, SequencedSet<HostId>>();
        spec.hosts().keySet().forEach(host -> neighbours.put(host, new LinkedHashSet<>()));
        var users = new LinkedHashMap<ResourceId, HostId>();
        for (GroupSpec group : spec.groups().values()) {
            group.failover().forEach(host -> connect(neighbours, group.home(), host));
            for (ResourceId member : group.parents().keySet()) {
                HostId user = users.putIfAbsent(member, group.home());
                if (user != null) {
                    connect(neighbours, user, group.home());
                }
            }
        }
        return neighbours;
    }

    private static void connect(
            Map<HostId, SequencedSet<HostId>> neighbours, HostId one, HostId other) {
        neighbours.computeIfAbsent(one, _ -> new LinkedHashSet<>()).add(other);
        neighbours.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(one);
    }

    private static SequencedSet<HostId> reach(
            HostId from, Map<HostId, SequencedSet<HostId>> neighbours) {
        var reached = new LinkedHashSet<HostId>();
        var open = new ArrayDeque<HostId>();
        open.add(from);
        while (!open.isEmpty()) {
            HostId host = open.remove();
            if (reached.add(host)) {
                open.addAll(neighbours.getOrDefault(host, new LinkedHashSet<>()));
            }
        }
        return reached;
    }
}
