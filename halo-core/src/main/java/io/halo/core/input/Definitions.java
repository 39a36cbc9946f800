package io.halo.core.input;

import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.GroupView.Held;
import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import io.halo.core.model.Rows;
import io.halo.core.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A group that may be running somewhere is not what it was when it was started: nothing is done
/// with it until an operator has looked (A18; safety.md section 4, "Definitions").
final class Definitions {
    private final TreeMap<GroupId, Row.OfDefinition> then = new TreeMap<>();
    private final TreeMap<GroupId, TreeSet<HostId>> hosted = new TreeMap<>();

    private Definitions(List<Row> rows) {
        for (Row row : rows) {
            if (row instanceof Row.OfDefinition definition) {
                then.put(definition.group(), definition);
            } else if (row instanceof Row.OfHosted one) {
                hosted.computeIfAbsent(one.group(), _ -> new TreeSet<>()).add(one.host());
            }
        }
    }

    /// @param rows all that were found, those about what is not configured any more included
    static World hold(World world, List<Row> rows) {
        var definitions = new Definitions(rows);
        World held = world;
        for (GroupSpec spec : world.spec().groups().values()) {
            GroupView group = held.group(spec.id());
            Row.OfDefinition now = Rows.definition(world.spec(), spec);
            held = held.with(group.withHeld(definitions.held(group.held(), now)));
        }
        return held;
    }

    /// @param before as the store has it
    private @Nullable Held held(@Nullable Held before, Row.OfDefinition now) {
        Row.OfDefinition was = then.get(now.group());
        Optional<String> why = changed(now).or(() -> takenFromOther(now));
        if (why.isPresent()) {
            return new Held(
                    "the configuration was changed while it may be running: " + why.get(), was);
        }
        // Not even with the old file: somebody may have moved it by hand, or started what it holds
        // in another group meanwhile.
        return before == null ? null : new Held(before.why(), was);
    }

    private Optional<String> changed(Row.OfDefinition now) {
        Row.OfDefinition old = then.get(now.group());
        if (old == null) {
            return Optional.empty();
        }
        List<HostId> lost =
                old.candidates().stream().filter(host -> !now.candidates().contains(host)).toList();
        if (!lost.isEmpty()) {
            return Optional.of(lost + " is no candidate any more");
        }
        return !hosted.containsKey(now.group()) || now.members().equals(old.members())
                ? Optional.empty()
                : Optional.of("its resources are not what they were when it was started");
    }

    /// A resource that was part of another group, by its name or by the thing that it stands for,
    /// may be running where that group was.
    private Optional<String> takenFromOther(Row.OfDefinition now) {
        Row.OfDefinition own = then.get(now.group());
        for (Row.OfDefinition other : then.values()) {
            SortedSet<HostId> hosts = mayRunOn(other, now);
            if (hosts.isEmpty() || other.group().equals(now.group())) {
                continue;
            }
            for (ResourceId member : now.members().keySet()) {
                Row.Thing thing = thing(now, member);
                boolean isNew = own == null || !thing.equals(own.members().get(member));
                if ((isNew || !now.candidates().containsAll(hosts)) && other.has(member, thing)) {
                    return Optional.of(
                            member
                                    + " was part of "
                                    + other.group()
                                    + ", which may be running on "
                                    + String.join(", ", names(hosts)));
                }
            }
        }
        return Optional.empty();
    }

    /// Where the other group was started; if it never was, those of its candidates that this one
    /// would not look at.
    private SortedSet<HostId> mayRunOn(Row.OfDefinition other, Row.OfDefinition now) {
        if (hosted.get(other.group()) instanceof TreeSet<HostId> rows) {
            return rows;
        }
        var never = new TreeSet<>(other.candidates());
        now.candidates().forEach(never::remove);
        return never;
    }

    private static Row.Thing thing(Row.OfDefinition definition, ResourceId member) {
        return definition.members().getOrDefault(member, new Row.Thing("", new TreeMap<>()));
    }

    private static List<String> names(SortedSet<HostId> hosts) {
        var names = new ArrayList<String>();
        hosts.forEach(host -> names.add(host.value()));
        return names;
    }
}
