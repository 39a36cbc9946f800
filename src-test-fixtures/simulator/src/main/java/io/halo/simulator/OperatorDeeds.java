package io.halo.simulator;

import static io.halo.simulator.Timeline.S;

import io.halo.core.input.Command;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import io.halo.core.model.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What people do: commands, and work by hand.
final class OperatorDeeds {
    private OperatorDeeds() {}

    static Happening command(Command command, long at) {
        return Happening.once(
                FaultKind.COMMAND, at, "do " + words(command), ground -> ask(ground, command));
    }

    /// Typed at the console of the first manager, if it runs.
    static void ask(Ground ground, Command command) {
        Optional<ManagerProcess> manager = ground.seats.getFirst().running();
        if (manager.isEmpty()) {
            return;
        }
        if (honest(ground, manager.get(), command)) {
            ground.judge.asks(manager.get(), command);
        }
    }

    /// People look before they vouch for something; who does not breaks an assumption.
    private static boolean honest(Ground ground, ManagerProcess manager, Command command) {
        return switch (command) {
            case Command.ConfirmOff it ->
                    manager.world().setOf().containsKey(it.host())
                            && !ground.server(it.host()).on();
            case Command.Manage it -> {
                boolean held =
                        manager.world().spec().groups().containsKey(it.group())
                                && manager.world().group(it.group()).held() != null;
                if (held) {
                    ground.breaksFor(
                            Assumption.S1,
                            it.group(),
                            "an operator has not looked for " + it.group());
                }
                yield true;
            }
            case Command.AcceptState _ -> ground.seats.stream().skip(1).noneMatch(Seat::acts);
            case Command.Forget it -> {
                String how = "an operator has not looked before forget";
                ground.breaksFor(Assumption.S1, new GroupId(it.name()), how);
                ground.breaksOn(Assumption.S1, new HostId(it.name()), how);
                yield true;
            }
            case Command.OfGroup _, Command.OfHost _, Command.OfCluster _, Command.Maintain _ ->
                    true;
        };
    }

    static String words(Command command) {
        boolean force =
                switch (command) {
                    case Command.Fence it -> it.force();
                    case Command.Deactivate it -> it.force();
                    case Command.ConfirmOff it -> it.force();
                    case Command.OfGroup _,
                            Command.OfHost _,
                            Command.OfCluster _,
                            Command.Forget _,
                            Command.Maintain _ ->
                            false;
                };
        String name = command.kind().title().replace('_', '-');
        if (command instanceof Command.Maintain it) {
            return "maintenance "
                    + (it.on() ? "on " : "off ")
                    + it.scope().name().toLowerCase(Locale.ROOT)
                    + " "
                    + it.id();
        }
        return name
                + (command instanceof Command.OfCluster ? "" : " " + command.target())
                + (force ? " force" : "");
    }

    static Command draw(Dice dice, ClusterSpec spec) {
        GroupId group = dice.one(List.copyOf(spec.groups().keySet()));
        HostId host = dice.one(List.copyOf(spec.hosts().keySet()));
        boolean force = dice.chance(0.2);
        return switch (dice.below(34)) {
            case 0, 1 -> new Command.Unmanage(group);
            case 2, 3, 4, 5 -> new Command.Manage(group);
            case 6, 7 -> new Command.Stop(group);
            case 8, 9, 10 -> new Command.Start(group);
            case 11, 12, 13 -> new Command.Restart(group);
            case 14, 15 -> new Command.Cleanup(group);
            case 16, 17 -> new Command.Activate(host);
            case 18, 19, 20 -> new Command.Deactivate(host, force);
            case 21, 22, 23 -> new Command.Failback(host);
            case 24, 25 -> new Command.Fence(host, force);
            case 26, 27, 28 -> new Command.Reset(host);
            case 29, 30 -> new Command.ConfirmOff(host, force);
            case 31 -> maintain(dice, group, host, dice.chance(0.4));
            case 32 -> maintain(dice, group, host, false);
            default -> new Command.Clear();
        };
    }

    private static Command maintain(Dice dice, GroupId group, HostId host, boolean on) {
        return switch (dice.below(3)) {
            case 0 -> new Command.Maintain(Maintenance.Scope.CLUSTER, "", on, null);
            case 1 -> new Command.Maintain(Maintenance.Scope.HOST, host.value(), on, null);
            default -> new Command.Maintain(Maintenance.Scope.GROUP, group.value(), on, null);
        };
    }

    /// A group is unmanaged, moved by hand, and managed again (A1).
    ///
    /// @param wait between the steps
    static Happening handMove(GroupId group, HostId to, long wait, boolean managedAgain, long at) {
        return Happening.once(
                FaultKind.HAND_MOVE,
                at,
                "# unmanage "
                        + group
                        + ", move it to "
                        + to
                        + " by hand"
                        + (managedAgain ? ", manage it" : ""),
                ground -> {
                    ask(ground, new Command.Unmanage(group));
                    ground.time.in(
                            wait,
                            () -> {
                                if (ground.judge.intents().unmanaged(group)) {
                                    move(ground, group, to);
                                }
                            });
                    if (managedAgain) {
                        ground.time.in(2 * wait, () -> ask(ground, new Command.Manage(group)));
                    }
                });
    }

    /// The same by somebody who forgets that HALO manages it (A12, S1).
    static Happening carelessMove(GroupId group, HostId to, long at) {
        return Happening.once(
                FaultKind.HAND_START,
                at,
                "# " + group + " is moved to " + to + " by hand, and not unmanaged",
                ground -> {
                    ground.breaksFor(Assumption.S1, group, group + " is moved by hand");
                    move(ground, group, to);
                });
    }

    /// Started a second time by hand (A6, S1).
    static Happening secondCopy(GroupId group, HostId on, long at) {
        return Happening.once(
                FaultKind.HAND_START,
                at,
                "running " + on + " " + group,
                ground -> {
                    ground.breaksFor(Assumption.S1, group, group + " is started by hand");
                    Server server = ground.server(on);
                    if (server.breathes()) {
                        start(ground, ground.spec().group(group), server);
                    }
                });
    }

    /// A careful person: nothing is under way, every place of it can be seen, and it is stopped
    /// before it is started.
    private static void move(Ground ground, GroupId id, HostId to) {
        GroupSpec group = ground.spec().group(id);
        Server destination = ground.server(to);
        boolean quiet =
                ground.servers().stream().noneMatch(server -> busy(server, group))
                        && ground.seats.stream()
                                .flatMap(seat -> seat.running().stream())
                                .noneMatch(manager -> busy(manager, group));
        boolean seen =
                ground.servers().stream()
                        .filter(server ->
                                group.members().stream().anyMatch(server.copies::containsKey))
                        .allMatch(Server::breathes);
        if (!quiet || !seen || !destination.breathes()) {
            return;
        }
        if (ground.judge.startUnderWay(id, to)) {
            ground.breaksFor(Assumption.S1, id, id + " is moved by hand beside a start of it");
        }
        for (Server server : ground.servers()) {
            ground.spec()
                    .exclusive(group)
                    .forEach(member -> server.copies.remove(ground.thing(member)));
        }
        start(ground, group, destination);
        ground.history.add(ground.now(), "operator", "has moved " + id + " to " + to + " by hand");
    }

    private static void start(Ground ground, GroupSpec group, Server server) {
        for (ResourceId member : group.members()) {
            server.copies.putIfAbsent(ground.thing(member), new Copy(true, ground.now()));
        }
    }

    private static boolean busy(Server server, GroupSpec group) {
        return server.scripts.stream()
                .anyMatch(script ->
                        script.order.op().changes()
                                && group.parents().containsKey(script.order.resource()));
    }

    private static boolean busy(ManagerProcess manager, GroupSpec group) {
        return manager.world().hosts().values().stream()
                .anyMatch(host ->
                        group.members().stream()
                                .anyMatch(member -> host.work().operation(member).isPresent()));
    }

    static Happening draw(Dice dice, ClusterSpec spec, long at) {
        if (dice.chance(0.12)) {
            GroupSpec group = dice.one(List.copyOf(spec.groups().values()));
            HostId to = dice.one(group.candidates());
            return handMove(group.id(), to, dice.rather(S, 30 * S), dice.chance(0.7), at);
        }
        if (dice.chance(0.02)) {
            GroupSpec group = dice.one(List.copyOf(spec.groups().values()));
            HostId to = dice.one(group.candidates());
            return dice.chance(0.5)
                    ? carelessMove(group.id(), to, at)
                    : secondCopy(group.id(), to, at);
        }
        return command(draw(dice, spec), at);
    }
}
