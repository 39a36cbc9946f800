package io.halo.simulator;

import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Groups whose definition is another one than that under which they were started, by the files
/// that managers were given (situation 12): held until somebody has looked (L5).
final class HeldGroups {
    private final TreeMap<GroupId, Definition> startedAs = new TreeMap<>();
    private final TreeSet<GroupId> held = new TreeSet<>();
    private final TreeMap<GroupId, Definition> asked = new TreeMap<>();

    private record Definition(
            List<HostId> candidates, Map<ResourceId, Map<String, String>> members) {
        static Definition of(ClusterSpec spec, GroupSpec group) {
            return new Definition(
                    group.candidates(),
                    spec.exclusive(group).stream()
                            .collect(
                                    Collectors.toMap(
                                            id -> id, id -> spec.resource(id).parameters())));
        }

        /// What may be there under the old one may be missed under the new one.
        boolean hides(Definition old) {
            return !candidates.containsAll(old.candidates) || !members.equals(old.members);
        }
    }

    HeldGroups copy() {
        var copy = new HeldGroups();
        copy.startedAs.putAll(startedAs);
        copy.held.addAll(held);
        copy.asked.putAll(asked);
        return copy;
    }

    /// A manager begins with a file and a disk.
    void starts(ClusterSpec spec, List<Row> rows) {
        held.clear();
        for (Row row : rows) {
            if (row instanceof Row.OfGroup it
                    && it.held() == null
                    && asked.get(it.group()) instanceof Definition released) {
                startedAs.put(it.group(), released);
            }
        }
        asked.clear();
        for (GroupSpec group : spec.groups().values()) {
            Definition now = Definition.of(spec, group);
            Optional<Definition> before = Optional.ofNullable(startedAs.get(group.id()));
            boolean mayRun =
                    rows.stream()
                            .anyMatch(row ->
                                    row instanceof Row.OfHosted it
                                            && it.group().equals(group.id()));
            if (mayRun && before.filter(now::hides).isPresent()) {
                held.add(group.id());
            } else {
                startedAs.put(group.id(), now);
            }
        }
    }

    boolean has(GroupId group) {
        return held.contains(group);
    }

    /// Somebody has looked.
    void release(GroupId group, ClusterSpec spec) {
        if (held.remove(group)) {
            startedAs.put(group, Definition.of(spec, spec.group(group)));
        }
    }

    /// It was asked to be released, and that was not answered: the disk will tell.
    void asked(GroupId group, ClusterSpec spec) {
        if (held.contains(group)) {
            asked.put(group, Definition.of(spec, spec.group(group)));
        }
    }
}
