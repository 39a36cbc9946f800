package io.halo.simulator;

import static io.halo.simulator.Timeline.S;

import io.halo.core.input.Command;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Manager;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.World;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// After the faults: everything that should run runs within a bound, or what HALO says of it is
/// what helps. An operator does what it says of that group and of its servers, and nothing else.
final class Recovery {
    /// What heals by itself heals within this: the slowest retry of a fence is five minutes.
    private static final long BY_ITSELF = 420 * S;

    /// After an operator has done what was said.
    private static final long AFTER_ADVICE = 150 * S;

    private static final int ROUNDS = 6;
    private static final long STEP = 5 * S;

    private final Ground ground;
    private final Runnable onStep;
    private final Notices notices;

    /// What an operator goes to a server for.
    private static final Set<Finding.Code> BROKEN =
            EnumSet.of(
                    Finding.Code.HOST_DISCONNECTED,
                    Finding.Code.HOST_NOT_SERVING,
                    Finding.Code.HOST_CANNOT_TELL,
                    Finding.Code.HOST_FENCED,
                    Finding.Code.FENCE_HELD_BACK,
                    Finding.Code.FENCE_FAILED,
                    Finding.Code.FENCE_UNKNOWN,
                    Finding.Code.BYSTANDER_SILENT);

    Recovery(Ground ground, Runnable onStep) {
        this.ground = ground;
        this.onStep = onStep;
        this.notices = new Notices(ground);
    }

    void run() {
        repair();
        if (runs(BY_ITSELF)) {
            end("by itself");
            return;
        }
        for (int round = 1; round <= ROUNDS; round++) {
            advised(round);
            if (runs(AFTER_ADVICE)) {
                end("after " + round + " rounds of advice");
                return;
            }
        }
        if (!ground.namesAreTrue()) {
            end("never: one thing under two names");
        } else if (ground.judge.violation().isEmpty()) {
            ground.judge.broken("recovery", "does not run, whatever is done: " + waiting());
        }
    }

    private void end(String how) {
        Tally.count(ground.tally.ends, how);
        world().flatMap(ground.judge.intents()::missingIn)
                .ifPresent(what ->
                        ground.judge.broken(
                                "D1", "an operator was told that " + what + "; it is not so"));
    }

    /// Everything but the servers is as it should be.
    private void repair() {
        ground.history.add(ground.now(), "REPAIR", "all faults end");
        ground.seats.stream().skip(1).forEach(Seat::kill);
        ground.roads().forEach(Road::heal);
        for (Server server : ground.servers()) {
            server.troubles.endAll(ground.now());
            server.continueAgent();
            server.startAgent();
            ground.devices(server.id).forEach(device -> device.repair(server.id));
        }
        Seat seat = ground.seats.getFirst();
        seat.disk().full(false);
        seat.running().filter(ManagerProcess::paused).ifPresent(ManagerProcess::resume);
        boolean asConfigured =
                seat.running()
                        .filter(it -> it.spec().equals(ground.spec()))
                        .filter(it -> it.world().manager().mode() == Manager.Mode.MANAGE)
                        .isPresent();
        if (!asConfigured) {
            seat.kill();
            seat.mode(Manager.Mode.MANAGE);
            seat.configure(ground.spec());
        }
        seat.start();
    }

    /// Lets time pass until all is well, at most so long.
    private boolean runs(long bound) {
        long end = ground.now() + bound;
        int well = 0;
        while (ground.now() < end && ground.judge.violation().isEmpty()) {
            long step = ground.now() + STEP;
            while (ground.now() < step) {
                ground.time.runTo(ground.now() + S);
                onStep.run();
            }
            well = waiting().isEmpty() ? well + 1 : 0;
            if (well >= 2) {
                return true;
            }
        }
        return ground.judge.violation().isPresent();
    }

    private Optional<World> world() {
        return ground.seats.getFirst().running().map(ManagerProcess::world);
    }

    /// Groups that should run and do not.
    private List<PhaseReport> waiting() {
        Optional<World> known = world();
        if (known.isEmpty()) {
            return List.of(new PhaseReport(new GroupId("cluster"), Phase.HELD, "no manager", ""));
        }
        World world = known.get();
        var waiting = new ArrayList<PhaseReport>();
        for (GroupSpec group : ground.spec().groups().values()) {
            GroupView view = world.group(group.id());
            boolean managed =
                    view.held() != null || view.control() instanceof GroupView.Control.Managed;
            PhaseReport report = world.setOf(group.id()).report().phases().get(group.id());
            if (managed && !view.wanted() && report != null && runsSomewhere(group)) {
                waiting.add(report);
            }
            if (managed
                    && view.wanted()
                    && (report == null || !(report.phase() == Phase.RUNNING && whole(group)))) {
                waiting.add(
                        report == null
                                ? new PhaseReport(group.id(), Phase.HELD, "not planned yet", "")
                                : report);
            }
        }
        return waiting;
    }

    private boolean runsSomewhere(GroupSpec group) {
        return ground.servers().stream()
                .anyMatch(server ->
                        ground.spec().exclusive(group).stream()
                                .map(ground::thing)
                                .anyMatch(server.copies::containsKey));
    }

    private boolean whole(GroupSpec group) {
        return ground.servers().stream()
                        .filter(server ->
                                group.members().stream()
                                        .allMatch(member ->
                                                server.copies.containsKey(ground.thing(member))))
                        .count()
                >= 1;
    }

    /// An operator reads what each waiting group says, and does it.
    private void advised(int round) {
        Seat seat = ground.seats.getFirst();
        Optional<World> known = world();
        if (known.isEmpty()) {
            seat.start();
            return;
        }
        if (known.get().manager().refusal() != null) {
            OperatorDeeds.ask(ground, new Command.AcceptState());
            return;
        }
        List<PhaseReport> waiting = waiting();
        for (PhaseReport report : waiting) {
            ground.history.add(
                    ground.now(),
                    "ADVICE",
                    report.group()
                            + " "
                            + report.phase()
                            + ": "
                            + report.reason()
                            + " ["
                            + report.command()
                            + "]");
            follow(known.get(), report);
        }
        if (round >= 2) {
            waiting.forEach(report -> servers(known.get(), report.group()));
            waiting.forEach(report -> reboot(known.get(), report.command()));
        }
    }

    /// The other way, where a command was no help.
    private void reboot(World world, String advice) {
        if (advice.contains("reboot it")) {
            host(world, List.of(advice.split("[ ,]")))
                    .ifPresent(id -> {
                        ground.server(id).powerOff("rebooted by hand");
                        ground.server(id).powerOn(5 * S);
                    });
        }
    }

    /// What is said of the servers that a waiting group could run on: an operator types that, and
    /// repairs those that something is said to be wrong with.
    private void servers(World world, GroupId group) {
        for (HostId id : ground.spec().group(group).candidates()) {
            List<Finding> said = notices.of(ground.server(id));
            if (said.stream().anyMatch(it -> BROKEN.contains(it.code()))) {
                repair(ground.server(id));
            }
            said.forEach(it -> type(world, it.command()));
        }
    }

    private void follow(World world, PhaseReport report) {
        switch (report.phase()) {
            case HELD -> OperatorDeeds.ask(ground, new Command.Manage(report.group()));
            case CONFLICT -> stopAllButOne(ground.spec().group(report.group()));
            case STOP_FAILED, ERROR ->
                    OperatorDeeds.ask(ground, new Command.Cleanup(report.group()));
            case UNMANAGED,
                    BUSY,
                    RESOLVING,
                    LEFTOVER,
                    STOP_WANTED,
                    MOVING,
                    RUNNING,
                    HEALING,
                    AWAIT_POWER,
                    AWAIT_HOST,
                    NO_TARGET,
                    STARTING ->
                    type(world, report.command());
        }
    }

    /// Types what was said, with `or` and `,` read as alternatives that do no harm together.
    private void type(World world, String advice) {
        for (String one : advice.split(",? or |, | and |: ")) {
            List<String> words = List.of(one.strip().split(" "));
            if (words.size() < 2 || !words.getFirst().equals("halo")) {
                continue;
            }
            Optional<HostId> host = host(world, words);
            Optional<GroupId> group = group(world, words);
            switch (words.get(1)) {
                case "fence" ->
                        host.ifPresent(id ->
                                OperatorDeeds.ask(
                                        ground,
                                        words.contains("--confirm-off")
                                                ? new Command.ConfirmOff(id, false)
                                                : new Command.Fence(
                                                        id, words.contains("--force"))));
                case "power" -> host.ifPresent(id -> ground.server(id).powerOn(5 * S));
                case "maintenance" -> {
                    host.ifPresent(id -> maintenanceOff(Maintenance.Scope.HOST, id.value()));
                    group.ifPresent(id -> maintenanceOff(Maintenance.Scope.GROUP, id.value()));
                    if (words.contains("cluster")) {
                        maintenanceOff(Maintenance.Scope.CLUSTER, "");
                    }
                }
                case "activate" ->
                        named(world, words, advice)
                                .forEach(id -> OperatorDeeds.ask(ground, new Command.Activate(id)));
                case "reset" ->
                        named(world, words, advice)
                                .forEach(id -> OperatorDeeds.ask(ground, new Command.Reset(id)));
                case "cleanup" ->
                        group.ifPresent(id -> OperatorDeeds.ask(ground, new Command.Cleanup(id)));
                case "manage" ->
                        group.ifPresent(id -> OperatorDeeds.ask(ground, new Command.Manage(id)));
                case "start" ->
                        group.ifPresent(id -> OperatorDeeds.ask(ground, new Command.Start(id)));
                default -> {}
            }
        }
    }

    private void maintenanceOff(Maintenance.Scope scope, String id) {
        OperatorDeeds.ask(ground, new Command.Maintain(scope, id, false, null));
    }

    /// The server that a command is about; `activate or reset one of a, b` leaves the choice.
    private static List<HostId> named(World world, List<String> words, String advice) {
        int choice = advice.indexOf(" one of ");
        List<String> names =
                choice < 0 ? words : List.of(advice.substring(choice + 8).split(",? or |, | and "));
        return world.spec().hosts().keySet().stream()
                .filter(id -> names.contains(id.value()))
                .toList();
    }

    private static Optional<HostId> host(World world, List<String> words) {
        return world.spec().hosts().keySet().stream()
                .filter(id -> words.contains(id.value()))
                .findFirst();
    }

    private static Optional<GroupId> group(World world, List<String> words) {
        return world.spec().groups().keySet().stream()
                .filter(id -> words.contains(id.value()))
                .findFirst();
    }

    private void stopAllButOne(GroupSpec group) {
        boolean kept = false;
        for (Server server : ground.servers()) {
            boolean here =
                    group.members().stream()
                            .map(ground::thing)
                            .anyMatch(server.copies::containsKey);
            if (here && kept) {
                ground.spec()
                        .exclusive(group)
                        .forEach(member -> server.copies.remove(ground.thing(member)));
            }
            kept |= here && server.serves();
        }
    }

    /// What is off is switched on, what hangs is switched off first.
    private static void repair(Server server) {
        if (!server.on()) {
            server.powerOn(5 * S);
        } else if (!server.breathes()) {
            server.powerOff("by hand");
            server.powerOn(5 * S);
        }
    }
}
