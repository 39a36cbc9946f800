package io.halo.config;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.ResourceSpec;
import io.halo.process.metadata.AgentDocument;
import io.halo.process.metadata.AgentDocument.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Resources that their script could not tell from each other, and that the same host might run:
/// alike in all parameters of which the script says that they make an instance unique.
///
/// Of OCF 1.0's `unique` all together count, of OCF 1.1's `unique-group` those of each group.
/// Parameters that are not given may have a default of each instance's own, and make no two alike.
final class UniqueParameters {
    private final TreeMap<ResourceId, SortedSet<HostId>> places = new TreeMap<>();

    private UniqueParameters(ClusterSpec spec) {
        for (GroupSpec group : spec.groups().values()) {
            List<HostId> candidates = group.candidates();
            group.parents()
                    .keySet()
                    .forEach(member ->
                            places.computeIfAbsent(member, _ -> new TreeSet<>())
                                    .addAll(candidates));
        }
    }

    /// @param resources all of the kind that the document is about
    /// @return one sentence for each that has a twin
    static SequencedMap<ResourceId, String> twins(
            AgentDocument document, List<ResourceSpec> resources, ClusterSpec spec) {
        var unique = new UniqueParameters(spec);
        var twins = new LinkedHashMap<ResourceId, String>();
        for (List<String> group : groups(document)) {
            var alike = new LinkedHashMap<SequencedMap<String, String>, List<ResourceSpec>>();
            for (ResourceSpec resource : resources) {
                SequencedMap<String, String> values = values(resource, group);
                if (!values.isEmpty()) {
                    alike.computeIfAbsent(values, _ -> new ArrayList<>()).add(resource);
                }
            }
            alike.forEach((values, same) -> unique.tell(values, same, twins));
        }
        return twins;
    }

    private void tell(
            SequencedMap<String, String> values,
            List<ResourceSpec> same,
            SequencedMap<ResourceId, String> twins) {
        for (ResourceSpec one : same) {
            same.stream()
                    .filter(other -> !other.id().equals(one.id()) && meet(one, other))
                    .findFirst()
                    .ifPresent(other ->
                            twins.putIfAbsent(
                                    one.id(),
                                    "has the same "
                                            + String.join(" and ", values.keySet())
                                            + " as "
                                            + other.id()
                                            + ", so "
                                            + one.kind()
                                            + " cannot tell them apart"));
        }
    }

    private boolean meet(ResourceSpec one, ResourceSpec other) {
        SortedSet<HostId> there = places.getOrDefault(other.id(), new TreeSet<>());
        return places.getOrDefault(one.id(), new TreeSet<>()).stream().anyMatch(there::contains);
    }

    private static List<List<String>> groups(AgentDocument document) {
        var groups = new LinkedHashMap<String, List<String>>();
        for (Parameter parameter : document.parameters()) {
            if (parameter.unique() || !parameter.uniqueGroup().isEmpty()) {
                groups.computeIfAbsent(parameter.uniqueGroup(), _ -> new ArrayList<>())
                        .add(parameter.name());
            }
        }
        return List.copyOf(groups.values());
    }

    /// In the order of the document, so that equal ones are equal.
    private static SequencedMap<String, String> values(ResourceSpec resource, List<String> names) {
        var values = new LinkedHashMap<String, String>();
        for (String name : names) {
            if (resource.parameters().get(name) instanceof String value) {
                values.put(name, value);
            }
        }
        return values;
    }
}
