package io.halo.core.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that the manager knows, wants and remembers. Immutable; one thread replaces it step
/// by step.
///
/// @param step how many steps were taken; orders what was sent before what was seen without a clock
/// @param sets the independent failover sets
/// @param setOf the set of each host
/// @param fencesStarted when automatic fences of the last hour were planned, the newest last (guard
///   `budget`)
/// @param commands of operators: those under way, and those that ended within the last day
/// @param maintenance of the whole cluster, or null
/// @param orphans durable rows about groups and hosts that are not configured any more: kept until
///   `forget`
/// @param nextWake when something about the cluster as a whole changes although nothing was heard
/// @param findings about the cluster as a whole
public record World(
        ClusterSpec spec,
        Manager manager,
        long step,
        SortedMap<SetId, SetView> sets,
        SortedMap<HostId, SetId> setOf,
        List<Instant> fencesStarted,
        SortedMap<CommandId, CommandRecord> commands,
        @Nullable Maintenance maintenance,
        List<Row> orphans,
        Instant nextWake,
        List<Finding> findings) {
    public World {
        orphans = Checks.list(orphans);
        sets = Checks.sorted(sets);
        commands = Checks.sorted(commands); // the same map stays the same object
        fencesStarted = Checks.list(fencesStarted);
        findings = Checks.list(findings);
    }

    /// A world in which nothing is known.
    public static World unknown(ClusterSpec spec, Manager manager, Instant now) {
        var sets = new TreeMap<SetId, SetView>();
        var setOf = new TreeMap<HostId, SetId>();
        for (FailoverSet shape : FailoverSet.of(spec).values()) {
            var hosts = new TreeMap<HostId, HostView>();
            shape.hosts()
                    .forEach(host -> {
                        hosts.put(host, HostView.unknown(spec.host(host), now));
                        setOf.put(host, shape.id());
                    });
            var groups = new TreeMap<GroupId, GroupView>();
            shape.groups().forEach(group -> groups.put(group, GroupView.fresh(group, 1)));
            sets.put(shape.id(), new SetView(shape, hosts, groups, now, SetReport.NONE));
        }
        return new World(
                spec,
                manager,
                0,
                sets,
                Checks.sorted(setOf),
                List.of(),
                new TreeMap<>(),
                null,
                List.of(),
                Instant.MAX,
                List.of());
    }

    public SetView set(SetId id) {
        SetView set = sets.get(id);
        if (set == null) {
            throw new IllegalArgumentException("no set " + id);
        }
        return set;
    }

    public SetView setOf(HostId host) {
        SetId id = setOf.get(host);
        if (id == null) {
            throw new IllegalArgumentException("no host " + host);
        }
        return set(id);
    }

    public SetView setOf(GroupId group) {
        return setOf(spec.group(group).home());
    }

    public HostView host(HostId id) {
        return setOf(id).host(id);
    }

    public GroupView group(GroupId id) {
        return setOf(id).group(id);
    }

    /// All hosts in the order of the file.
    public SequencedMap<HostId, HostView> hosts() {
        var all = new LinkedHashMap<HostId, HostView>();
        spec.hosts().keySet().forEach(id -> all.put(id, host(id)));
        return all;
    }

    /// All groups in the order of the file.
    public SequencedMap<GroupId, GroupView> groups() {
        var all = new LinkedHashMap<GroupId, GroupView>();
        spec.groups().keySet().forEach(id -> all.put(id, group(id)));
        return all;
    }

    public World with(SetView set) {
        return new World(
                spec,
                manager,
                step,
                Checks.with(sets, set.shape().id(), set),
                setOf,
                fencesStarted,
                commands,
                maintenance,
                orphans,
                nextWake,
                findings);
    }

    public World with(HostView host) {
        return with(setOf(host.id()).with(host));
    }

    public World with(GroupView group) {
        return with(setOf(group.id()).with(group));
    }

    /// The same World with these of its hosts changed; each set is copied but once for all of them.
    public World withHosts(Iterable<HostView> changed) {
        var next = new TreeMap<SetId, SetView>();
        for (HostView host : changed) {
            SetView set = setOf(host.id());
            next.put(set.shape().id(), next.getOrDefault(set.shape().id(), set).with(host));
        }
        return withSets(next);
    }

    /// The same World with these of its groups changed.
    public World withGroups(Iterable<GroupView> changed) {
        var next = new TreeMap<SetId, SetView>();
        for (GroupView group : changed) {
            SetView set = setOf(group.id());
            next.put(set.shape().id(), next.getOrDefault(set.shape().id(), set).with(group));
        }
        return withSets(next);
    }

    /// The same World with others of its sets changed, however few or many, at once.
    public World withSets(SortedMap<SetId, SetView> changed) {
        return changed.isEmpty() ? this : withAllSets(Checks.withAll(sets, changed));
    }

    private World withAllSets(SortedMap<SetId, SetView> next) {
        return new World(
                spec,
                manager,
                step,
                next,
                setOf,
                fencesStarted,
                commands,
                maintenance,
                orphans,
                nextWake,
                findings);
    }

    /// The same hosts and groups with other settings.
    public World withSpec(ClusterSpec next) {
        return new World(
                next,
                manager,
                step,
                sets,
                setOf,
                fencesStarted,
                commands,
                maintenance,
                orphans,
                nextWake,
                findings);
    }

    public World withManager(Manager next) {
        return new World(
                spec,
                next,
                step,
                sets,
                setOf,
                fencesStarted,
                commands,
                maintenance,
                orphans,
                nextWake,
                findings);
    }

    public World withFencesStarted(List<Instant> next) {
        return new World(
                spec,
                manager,
                step,
                sets,
                setOf,
                next,
                commands,
                maintenance,
                orphans,
                nextWake,
                findings);
    }

    public World withFindings(List<Finding> next) {
        return new World(
                spec,
                manager,
                step,
                sets,
                setOf,
                fencesStarted,
                commands,
                maintenance,
                orphans,
                nextWake,
                next);
    }

    public World with(CommandRecord command) {
        return withCommands(Checks.with(commands, command.id(), command));
    }

    public World withCommands(SortedMap<CommandId, CommandRecord> next) {
        return new World(
                spec,
                manager,
                step,
                sets,
                setOf,
                fencesStarted,
                next,
                maintenance,
                orphans,
                nextWake,
                findings);
    }

    public World withMaintenance(@Nullable Maintenance next) {
        return new World(
                spec,
                manager,
                step,
                sets,
                setOf,
                fencesStarted,
                commands,
                next,
                orphans,
                nextWake,
                findings);
    }

    public World withOrphans(List<Row> next) {
        return new World(
                spec,
                manager,
                step,
                sets,
                setOf,
                fencesStarted,
                commands,
                maintenance,
                next,
                nextWake,
                findings);
    }

    public World wakeAt(Instant moment) {
        return new World(
                spec,
                manager,
                step,
                sets,
                setOf,
                fencesStarted,
                commands,
                maintenance,
                orphans,
                moment,
                findings);
    }

    public World nextStep() {
        return new World(
                spec,
                manager,
                step + 1,
                sets,
                setOf,
                fencesStarted,
                commands,
                maintenance,
                orphans,
                nextWake,
                findings);
    }
}
