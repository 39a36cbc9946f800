package io.halo.simulator;

import io.halo.core.input.Command;
import io.halo.core.model.Admin;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Maintenance;
import io.halo.core.model.World;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What operators were told is so: the acknowledged commands, as far as they are wishes.
final class Intents {
    private final TreeMap<GroupId, Boolean> managed = new TreeMap<>();
    private final TreeMap<GroupId, Boolean> started = new TreeMap<>();
    private final TreeMap<HostId, Boolean> active = new TreeMap<>();
    private final TreeMap<HostId, Long> maintained = new TreeMap<>();
    private final TreeMap<GroupId, Long> stoppedAt = new TreeMap<>();

    /// Commands about them were not answered: they may be so, or not.
    private final TreeSet<GroupId> unsureGroups = new TreeSet<>();

    private final TreeSet<HostId> unsureHosts = new TreeSet<>();

    Intents copy() {
        var copy = new Intents();
        copy.managed.putAll(managed);
        copy.started.putAll(started);
        copy.active.putAll(active);
        copy.maintained.putAll(maintained);
        copy.stoppedAt.putAll(stoppedAt);
        copy.unsureGroups.addAll(unsureGroups);
        copy.unsureHosts.addAll(unsureHosts);
        return copy;
    }

    void accepted(Command command, ClusterSpec spec, long now) {
        switch (command) {
            case Command.Manage it -> managed.put(it.group(), true);
            case Command.Unmanage it -> managed.put(it.group(), false);
            case Command.Start it -> {
                started.put(it.group(), true);
                unsureGroups.remove(it.group());
            }
            case Command.Stop it -> {
                started.put(it.group(), false);
                stoppedAt.put(it.group(), now);
            }
            case Command.Activate it -> active.put(it.host(), true);
            case Command.Deactivate it -> active.put(it.host(), false);
            case Command.Maintain it -> maintain(it, spec, now);
            case Command.Restart _,
                    Command.Cleanup _,
                    Command.Failback _,
                    Command.Fence _,
                    Command.Reset _,
                    Command.ConfirmOff _,
                    Command.AcceptState _,
                    Command.Forget _,
                    Command.Clear _ -> {}
        }
    }

    /// Which groups belong to a server that is worked on, and what becomes of them in the end, is
    /// not known here.
    private void maintain(Command.Maintain it, ClusterSpec spec, long now) {
        switch (it.scope()) {
            case CLUSTER -> {
                managed.clear();
                if (it.on()) {
                    spec.groups().keySet().forEach(group -> managed.put(group, false));
                }
            }
            case HOST -> {
                var host = new HostId(it.id());
                active.remove(host);
                if (it.on()) {
                    managed.values().removeIf(is -> is);
                    maintained.putIfAbsent(host, now);
                } else {
                    managed.clear();
                    maintained.remove(host);
                    unsureHosts.add(host);
                }
            }
            case GROUP -> {
                managed.remove(new GroupId(it.id()));
                if (it.on()) {
                    managed.put(new GroupId(it.id()), false);
                }
            }
        }
    }

    /// Nobody was told what became of it.
    void forget(Command command) {
        switch (command) {
            case Command.OfGroup it -> {
                managed.remove(it.group());
                started.remove(it.group());
                unsureGroups.add(it.group());
            }
            case Command.OfHost it -> {
                active.remove(it.host());
                unsureHosts.add(it.host());
            }
            case Command.Maintain it -> {
                managed.clear();
                active.clear();
                maintained.clear();
                if (it.scope() == Maintenance.Scope.HOST) {
                    unsureHosts.add(new HostId(it.id()));
                }
            }
            case Command.OfCluster _, Command.Forget _ -> {}
        }
    }

    boolean unmanaged(GroupId group) {
        return !managed.getOrDefault(group, true);
    }

    boolean stopped(GroupId group) {
        return !started.getOrDefault(group, true);
    }

    /// Whether that was said so long ago.
    boolean stopped(GroupId group, long forSoLong, long now) {
        return stopped(group) && now - stoppedAt.getOrDefault(group, now) >= forSoLong;
    }

    /// Whether somebody has said so, or may have.
    boolean mayBeStopped(GroupId group) {
        return stopped(group) || unsureGroups.contains(group);
    }

    boolean inactive(HostId host) {
        return !active.getOrDefault(host, true);
    }

    boolean inMaintenance(HostId host) {
        return maintained.containsKey(host);
    }

    boolean inMaintenance(HostId host, long forSoLong, long now) {
        return now - maintained.getOrDefault(host, now) >= forSoLong && inMaintenance(host);
    }

    /// Whether nothing about the server is in doubt, and nobody works there.
    boolean knows(HostId host) {
        return !unsureHosts.contains(host) && !inMaintenance(host);
    }

    static Command ends(HostId host) {
        return new Command.Maintain(Maintenance.Scope.HOST, host.value(), false, null);
    }

    static Command ends(GroupId group) {
        return new Command.Maintain(Maintenance.Scope.GROUP, group.value(), false, null);
    }

    /// The first of them that this World does not know of.
    Optional<String> missingIn(World world) {
        for (Map.Entry<GroupId, Boolean> entry : managed.entrySet()) {
            if (world.spec().groups().containsKey(entry.getKey())
                    && (world.group(entry.getKey()).control() instanceof GroupView.Control.Managed)
                            != entry.getValue()) {
                return Optional.of(
                        entry.getKey() + (entry.getValue() ? " is managed" : " is unmanaged"));
            }
        }
        for (Map.Entry<GroupId, Boolean> entry : started.entrySet()) {
            if (world.spec().groups().containsKey(entry.getKey())
                    && world.group(entry.getKey()).wanted() != entry.getValue()) {
                return Optional.of(
                        entry.getKey() + (entry.getValue() ? " is started" : " is stopped"));
            }
        }
        for (Map.Entry<HostId, Boolean> entry : active.entrySet()) {
            if (world.setOf().containsKey(entry.getKey()) && !inMaintenance(entry.getKey())) {
                HostView host = world.host(entry.getKey());
                if ((host.admin() instanceof Admin.Inactive) == entry.getValue()) {
                    return Optional.of(
                            entry.getKey() + (entry.getValue() ? " is active" : " is inactive"));
                }
            }
        }
        for (HostId host : maintained.keySet()) {
            if (world.setOf().containsKey(host)
                    && !(world.host(host).admin() instanceof Admin.Maintenance)) {
                return Optional.of(host + " is in maintenance");
            }
        }
        return Optional.empty();
    }
}
