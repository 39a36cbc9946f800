package io.halo.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The durable part of a World, and what of it changed.
public final class Rows {
    private Rows() {}

    /// A set that is still the same object has not changed; comparing its content would cost more
    /// than it saves.
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(SetView old, SetView now) {
        return old == now;
    }

    /// What must be written so that a successor knows `after` when it knew `saved`.
    @SuppressWarnings("ReferenceEquality") // a set that nobody touched is the same object
    public static Change between(World saved, World after) {
        var put = new ArrayList<Row>();
        var remove = new ArrayList<Row.Key>();
        // A manager's first write: what the groups are is not in the store yet, or is out of date.
        boolean first = saved.step() == 0;
        for (var entry : after.sets().entrySet()) {
            SetView old = saved.set(entry.getKey());
            if (first) {
                definitions(after.spec(), entry.getValue(), put);
            }
            if (!same(old, entry.getValue())) {
                var before = new TreeMap<Row.Key, Row>();
                var now = new TreeMap<Row.Key, Row>();
                changed(saved.spec(), old, after.spec(), entry.getValue(), before);
                changed(after.spec(), entry.getValue(), saved.spec(), old, now);
                now.forEach((key, row) -> {
                    if (!row.equals(before.get(key))
                            && !(first && row instanceof Row.OfDefinition)) {
                        put.add(row);
                    }
                });
                before.keySet().stream().filter(key -> !now.containsKey(key)).forEach(remove::add);
            }
        }
        global(saved, after, put, remove);
        return put.isEmpty() && remove.isEmpty() ? Change.NONE : new Change(put, remove);
    }

    /// The rows of what is another object than in the other World.
    @SuppressWarnings("ReferenceEquality")
    private static void changed(
            ClusterSpec spec,
            SetView set,
            ClusterSpec otherSpec,
            SetView other,
            TreeMap<Row.Key, Row> rows) {
        for (HostView host : set.hosts().values()) {
            HostView counterpart = other.hosts().get(host.id());
            if (host != counterpart && (counterpart == null || !sameRows(host, counterpart))) {
                host(host, rows);
            }
        }
        for (GroupView group : set.groups().values()) {
            GroupView counterpart = other.groups().get(group.id());
            boolean same =
                    group == counterpart || (counterpart != null && sameRows(group, counterpart));
            if (!same || spec != otherSpec) {
                group(group, rows);
                // A definition is much to compare, and with one configuration the same.
                if (spec != otherSpec || counterpart == null || !sameRecord(group, counterpart)) {
                    onRecord(spec, group).ifPresent(row -> add(rows, row));
                }
            }
        }
    }

    /// Most of what changes, such as when a host was heard last, is not durable: to see that costs
    /// less than to make rows and compare them. Must look at all that [#host] writes.
    @SuppressWarnings("ReferenceEquality") // what nobody touched is the same object
    private static boolean sameRows(HostView one, HostView other) {
        Contact its = one.contact();
        Contact others = other.contact();
        return one.devices() == other.devices()
                && one.fence() == other.fence()
                && one.cut() == other.cut()
                && one.admin().equals(other.admin())
                && its.everSeen() == others.everSeen()
                && Objects.equals(its.lastBoot(), others.lastBoot())
                && reach(its.reach()).equals(reach(others.reach()));
    }

    /// Must look at all that [#group] writes, and at what decides whether there is a definition.
    @SuppressWarnings("ReferenceEquality") // what nobody touched is the same object
    private static boolean sameRows(GroupView one, GroupView other) {
        return one.hosted() == other.hosted()
                && one.failures() == other.failures()
                && one.stopFailed() == other.stopFailed()
                && one.move() == other.move()
                && one.control().equals(other.control())
                && one.desired().equals(other.desired())
                && Objects.equals(one.held(), other.held())
                && Objects.equals(one.error(), other.error())
                && Objects.equals(one.place(), other.place());
    }

    @SuppressWarnings("ReferenceEquality") // a map that nobody touched is the same object
    private static void global(World saved, World after, List<Row> put, List<Row.Key> remove) {
        Row.OfCluster cluster = cluster(after);
        if (!cluster.equals(cluster(saved))) {
            put.add(cluster);
        }
        orphans(saved, after, put, remove);
        if (saved.commands() == after.commands()) {
            return;
        }
        after.commands()
                .forEach((id, command) -> {
                    if (!command.equals(saved.commands().get(id))) {
                        put.add(new Row.OfCommand(command));
                    }
                });
        saved.commands()
                .forEach((id, command) -> {
                    if (!after.commands().containsKey(id)) {
                        remove.add(new Row.OfCommand(command).key());
                    }
                });
    }

    private static void orphans(World saved, World after, List<Row> put, List<Row.Key> remove) {
        after.orphans().stream().filter(row -> !saved.orphans().contains(row)).forEach(put::add);
        saved.orphans().stream()
                .filter(row -> !after.orphans().contains(row))
                .map(Row::key)
                .forEach(remove::add);
    }

    private static Row.OfCluster cluster(World world) {
        return new Row.OfCluster(
                world.manager().epoch(), world.maintenance(), world.fencesStarted());
    }

    /// Every durable row of a World.
    public static List<Row> all(World world) {
        var rows = new ArrayList<Row>();
        rows.add(cluster(world));
        world.commands().values().forEach(command -> rows.add(new Row.OfCommand(command)));
        world.sets().values().forEach(set -> rows.addAll(of(world.spec(), set).values()));
        rows.addAll(world.orphans());
        return rows;
    }

    /// All rows of a set.
    public static SortedMap<Row.Key, Row> of(ClusterSpec spec, SetView set) {
        var rows = new TreeMap<Row.Key, Row>();
        set.hosts().values().forEach(host -> host(host, rows));
        for (GroupView group : set.groups().values()) {
            group(group, rows);
        }
        var definitions = new ArrayList<Row>();
        definitions(spec, set, definitions);
        definitions.forEach(row -> add(rows, row));
        return rows;
    }

    private static void host(HostView host, TreeMap<Row.Key, Row> rows) {
        Contact contact = host.contact();
        add(
                rows,
                new Row.OfHost(
                        host.id(),
                        host.admin(),
                        contact.everSeen(),
                        contact.lastBoot(),
                        reach(contact.reach()),
                        host.cut()));
        host.devices()
                .forEach((device, view) ->
                        add(rows, new Row.OfDevice(host.id(), device, view.proof())));
        if (host.fence() instanceof FenceRecord fence) {
            add(rows, new Row.OfFence(fence));
        }
    }

    /// The store need not know each missed beat: connected or not is what a successor wants to
    /// know.
    private static String reach(Reach reach) {
        return switch (reach) {
            case Reach.Up _, Reach.Suspect _ -> "up";
            case Reach.Silent _ -> "silent";
            case Reach.AliveNotServing _ -> "not serving";
            case Reach.CannotTell _ -> "cannot tell";
            case Reach.Refusing _ -> "refusing";
            case Reach.Connecting _, Reach.NeverSeen _ -> "never seen";
        };
    }

    private static void group(GroupView group, TreeMap<Row.Key, Row> rows) {
        add(
                rows,
                new Row.OfGroup(
                        group.id(),
                        group.control(),
                        group.desired(),
                        group.held() == null ? null : group.held().why(),
                        group.error(),
                        group.place()));
        group.hosted()
                .forEach((host, row) -> add(rows, new Row.OfHosted(group.id(), host, row.order())));
        group.failures()
                .forEach((host, failures) ->
                        add(
                                rows,
                                new Row.OfFailures(
                                        group.id(), host, failures, group.stopFailed().get(host))));
        group.stopFailed()
                .forEach((host, why) -> {
                    if (!group.failures().containsKey(host)) {
                        add(rows, new Row.OfFailures(group.id(), host, null, why));
                    }
                });
        if (group.move() instanceof Move move) {
            add(rows, new Row.OfMove(group.id(), move));
        }
    }

    private static void definitions(ClusterSpec spec, SetView set, List<Row> rows) {
        for (GroupView group : set.groups().values()) {
            onRecord(spec, group).ifPresent(rows::add);
        }
    }

    /// On record is what each group is, but of one that we have started and stopped again: where
    /// that runs not is known. One that we never started, or that is unmanaged, may have been
    /// started by somebody else. Of a held one it is what it was.
    private static Optional<Row.OfDefinition> onRecord(ClusterSpec spec, GroupView group) {
        if (group.held() != null) {
            return Optional.ofNullable(group.held().was());
        }
        return isDefined(group)
                ? Optional.of(definition(spec, spec.group(group.id())))
                : Optional.empty();
    }

    private static boolean isDefined(GroupView group) {
        return !group.hosted().isEmpty() || group.place() == null || !group.managed();
    }

    private static boolean sameRecord(GroupView one, GroupView other) {
        return isDefined(one) == isDefined(other) && Objects.equals(one.held(), other.held());
    }

    /// What the group is by the configuration.
    public static Row.OfDefinition definition(ClusterSpec spec, GroupSpec group) {
        var members = new LinkedHashMap<ResourceId, Row.Thing>();
        for (ResourceId member : spec.exclusive(group)) {
            ResourceSpec resource = spec.resource(member);
            members.put(member, new Row.Thing(resource.kind(), resource.identity()));
        }
        return new Row.OfDefinition(group.id(), group.candidates(), members);
    }

    private static void add(TreeMap<Row.Key, Row> rows, Row row) {
        rows.put(row.key(), row);
    }
}
