package io.halo.manager.adapter.agent;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which resources, and so which scripts, each host may run.
final class ScriptPlaces {
    private final TreeMap<HostId, TreeMap<String, SortedSet<ResourceId>>> places = new TreeMap<>();

    ScriptPlaces(ClusterSpec spec) {
        for (GroupSpec group : spec.groups().values()) {
            for (HostId host : group.candidates()) {
                SortedMap<String, SortedSet<ResourceId>> there =
                        places.computeIfAbsent(host, _ -> new TreeMap<>());
                for (ResourceId member : group.parents().keySet()) {
                    there.computeIfAbsent(spec.resource(member).kind(), _ -> new TreeSet<>())
                            .add(member);
                }
            }
        }
    }

    /// By kind.
    List<ResourceId> resources(HostId host) {
        return places.getOrDefault(host, new TreeMap<>()).values().stream()
                .flatMap(SortedSet::stream)
                .toList();
    }

    List<String> kinds(HostId host) {
        return List.copyOf(places.getOrDefault(host, new TreeMap<>()).keySet());
    }

    boolean mayRun(HostId host, String kind, ResourceId resource) {
        return places.getOrDefault(host, new TreeMap<>())
                .getOrDefault(kind, new TreeSet<>())
                .contains(resource);
    }
}
