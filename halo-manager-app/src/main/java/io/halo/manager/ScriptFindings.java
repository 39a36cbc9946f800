package io.halo.manager;

import io.halo.core.model.Finding;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What scripts say does not fit to the configuration: one finding for each thing, however many
/// hosts say so. Written by one thread, read by any.
final class ScriptFindings {
    private record Place(HostId host, String kind) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byHost = host.compareTo(other.host);
            return byHost == 0 ? kind.compareTo(other.kind) : byHost;
        }
    }

    private final TreeMap<Place, SequencedMap<ResourceId, List<String>>> advice = new TreeMap<>();
    private TreeMap<ResourceId, TreeMap<String, List<String>>> known = new TreeMap<>();
    private volatile List<Finding> findings = List.of();

    List<Finding> all() {
        return findings;
    }

    /// @return what nobody has said before
    List<Finding> put(HostId host, String kind, SequencedMap<ResourceId, List<String>> ofThisHost) {
        var place = new Place(host, kind);
        if (ofThisHost.equals(advice.get(place))
                || (ofThisHost.isEmpty() && !advice.containsKey(place))) {
            return List.of();
        }
        if (ofThisHost.isEmpty()) {
            advice.remove(place);
        } else {
            advice.put(place, ofThisHost);
        }
        TreeMap<ResourceId, TreeMap<String, List<String>>> before = known;
        known = merged();
        findings = findings(known, new TreeMap<>());
        return findings(known, before);
    }

    /// Which hosts say it.
    private TreeMap<ResourceId, TreeMap<String, List<String>>> merged() {
        var merged = new TreeMap<ResourceId, TreeMap<String, List<String>>>();
        advice.forEach((place, resources) ->
                resources.forEach((resource, sentences) ->
                        sentences.forEach(sentence ->
                                merged.computeIfAbsent(resource, _ -> new TreeMap<>())
                                        .computeIfAbsent(sentence, _ -> new ArrayList<>())
                                        .add(place.host().value()))));
        return merged;
    }

    private static List<Finding> findings(
            TreeMap<ResourceId, TreeMap<String, List<String>>> known,
            TreeMap<ResourceId, TreeMap<String, List<String>>> but) {
        var findings = new ArrayList<Finding>();
        known.forEach((resource, sentences) ->
                sentences.forEach((sentence, hosts) -> {
                    if (!but.getOrDefault(resource, new TreeMap<>()).containsKey(sentence)) {
                        findings.add(
                                new Finding(
                                        Finding.Code.SCRIPT_PARAMETERS,
                                        Severity.WARNING,
                                        resource.value(),
                                        sentence + " (says " + Named.of(hosts) + ")",
                                        ""));
                    }
                }));
        return List.copyOf(findings);
    }
}
