package io.halo.simulator;

import io.halo.core.input.Command;
import io.halo.core.model.Admin;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.World;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What operators were told is so: the acknowledged commands, as far as they are wishes.
final class Intents {
    private final TreeMap<GroupId, Boolean> managed = new TreeMap<>();
    private final TreeMap<GroupId, Boolean> started = new TreeMap<>();
    private final TreeMap<HostId, Boolean> active = new TreeMap<>();

    Intents copy() {
        var copy = new Intents();
        copy.managed.putAll(managed);
        copy.started.putAll(started);
        copy.active.putAll(active);
        return copy;
    }

    void accepted(Command command) {
        switch (command) {
            case Command.Manage it -> managed.put(it.group(), true);
            case Command.Unmanage it -> managed.put(it.group(), false);
            case Command.Start it -> started.put(it.group(), true);
            case Command.Stop it -> started.put(it.group(), false);
            case Command.Activate it -> active.put(it.host(), true);
            case Command.Deactivate it -> active.put(it.host(), false);
            // Several groups and hosts at once; some commands end others.
            case Command.Maintain _ -> {
                managed.clear();
                active.clear();
            }
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

    /// Nobody was told what became of it.
    void forget(Command command) {
        switch (command) {
            case Command.OfGroup it -> {
                managed.remove(it.group());
                started.remove(it.group());
            }
            case Command.OfHost it -> active.remove(it.host());
            case Command.Maintain _ -> {
                managed.clear();
                active.clear();
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

    boolean inactive(HostId host) {
        return !active.getOrDefault(host, true);
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
            if (world.setOf().containsKey(entry.getKey())) {
                HostView host = world.host(entry.getKey());
                if ((host.admin() instanceof Admin.Inactive) == entry.getValue()) {
                    return Optional.of(
                            entry.getKey() + (entry.getValue() ? " is active" : " is inactive"));
                }
            }
        }
        return Optional.empty();
    }
}
