package io.halo.simulator;

import static io.halo.simulator.Timeline.MS;
import static io.halo.simulator.Timeline.S;

import io.halo.core.input.Command;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import io.halo.core.model.ResourceId;
import io.halo.simulator.ScriptTroubles.How;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The situations in which some design of this program has lost data (docs/invariants.md, "Thirty
/// situations"), drawn on purpose: each with other times, on another cluster, among other faults.
final class Situations {
    /// The one that is about large clusters.
    static final int MANY_CUT = 14;

    private final Stage it;

    /// One of them, by its number there.
    record Situation(int number, String name, Consumer<Situations> play) {}

    static final List<Situation> ALL =
            List.of(
                    new Situation(1, "moved by hand while it heals", Situations::movedWhileHealing),
                    new Situation(2, "isolated manager", Situations::isolated),
                    new Situation(3, "plug says off", Situations::plugSaysOff),
                    new Situation(4, "start answer lost", Situations::startAnswerLost),
                    new Situation(5, "agent dies in a start", Situations::agentDiesInStart),
                    new Situation(6, "code 7 on an imported pool", Situations::hiddenPool),
                    new Situation(7, "manager dies in a failover", Situations::managerDies),
                    new Situation(8, "old state", Situations::oldState),
                    new Situation(9, "late answers", Situations::lateAnswers),
                    new Situation(10, "supplies and plugs", Situations::plugs),
                    new Situation(11, "powered on by hand", Situations::poweredOn),
                    new Situation(12, "configuration changed", Situations::configuration),
                    new Situation(13, "shared resource", Situations::shared),
                    new Situation(14, "many cut at once", Situations::manyCut),
                    new Situation(
                            15, "restart beside an absent partner", Situations::absentPartner),
                    new Situation(16, "cascade", Situations::cascade),
                    new Situation(17, "agent returns in a fence", Situations::returnsInFence),
                    new Situation(18, "fence fails", Situations::fenceFails),
                    new Situation(19, "reset and confirm-off", Situations::resets),
                    new Situation(20, "deactivated, and its partner dies", Situations::deactivated),
                    new Situation(21, "unmanage at every point", Situations::unmanaged),
                    new Situation(22, "reboots and restarts", Situations::reboots),
                    new Situation(23, "not dead", Situations::notDead),
                    new Situation(24, "two managers", Situations::twoManagers),
                    new Situation(25, "wall clock", Situations::wallClock),
                    new Situation(26, "one pool, two names", Situations::onePool),
                    new Situation(27, "disk full", Situations::diskFull),
                    new Situation(28, "observe, then manage", Situations::observed),
                    new Situation(29, "lone server", Situations::lone),
                    new Situation(30, "stop says 0", Situations::stopLies));

    private Situations(Stage it) {
        this.it = it;
    }

    /// Whether a cluster has what the situation is about.
    static boolean fits(int number, ClusterSpec spec) {
        return switch (number) {
            case MANY_CUT -> spec.hosts().size() > 3;
            case 26 -> spec.groups().size() > 1;
            default -> spec.groups().values().stream().anyMatch(it -> fits(number, spec, it));
        };
    }

    /// Whether it can happen to this group.
    static boolean fits(int number, ClusterSpec spec, GroupSpec group) {
        boolean fenced = !spec.host(group.home()).fenceLevels().isEmpty();
        return switch (number) {
            case 3, 9, 10 -> fenced && !group.lone();
            case 1, 2, 6, 7, 8, 11, 12, 15, 17, 18, 19, 20, 21 -> !group.lone();
            case 13 -> group.parents().keySet().stream().anyMatch(it -> spec.resource(it).shared());
            case 16 -> group.failover().size() > 1;
            case 29 ->
                    group.lone()
                            && spec.host(group.home()).powerCycleWhenSilent()
                            && spec.hosts().size() > 1;
            default -> true;
        };
    }

    static void play(Situation situation, Stage stage) {
        situation.play().accept(new Situations(stage));
    }

    private void movedWhileHealing() {
        it.add(ScriptFaults.dies(it.group.root(), it.at));
        it.add(
                OperatorDeeds.carelessMove(
                        it.group.id(), it.b, it.at + it.dice.rather(10 * MS, 5 * S)));
    }

    private void isolated() {
        long span = it.dice.rather(5 * S, 90 * S);
        for (HostId host : it.spec.hosts().keySet()) {
            it.add(
                    RoadFaults.cut(
                            0,
                            host,
                            it.at + it.dice.between(0, S),
                            span + it.dice.between(0, 3 * S)));
        }
        if (it.dice.chance(0.4)) {
            it.add(HostFaults.hang(it.a, it.at - it.dice.between(0, 3 * S), 0));
        }
    }

    private void plugSaysOff() {
        switch (it.dice.below(3)) {
            case 0 -> it.add(DeviceFaults.emptyOutlet(it.a, 0));
            case 1 -> {
                // So early that it is seen to say off of a server that answers.
                long from = Math.max(0, it.at - it.dice.rather(S, 90 * S));
                it.add(DeviceFaults.trouble(it.a, 0, Switch.Mode.SAYS_OFF, from, 200 * S));
            }
            default -> it.add(DeviceFaults.trouble(it.a, 0, Switch.Mode.SLOW, it.at - S, 100 * S));
        }
        it.add(HostFaults.hang(it.a, it.at, it.dice.chance(0.5) ? 0 : it.dice.rather(S, 90 * S)));
    }

    private void startAnswerLost() {
        it.add(OperatorDeeds.command(new Command.Restart(it.group.id()), it.at));
        long when = it.at + it.dice.rather(10 * MS, 3 * S);
        long span = it.dice.rather(100 * MS, 40 * S);
        it.add(
                it.dice.chance(0.5)
                        ? RoadFaults.oneWay(0, it.a, it.dice.chance(0.3), when, span)
                        : RoadFaults.unreliable(0, it.a, 0.3, 0.3, 0.3, when, span));
    }

    private void agentDiesInStart() {
        How how = it.dice.chance(0.5) ? How.SLOW : How.STUCK;
        it.add(ScriptFaults.trouble(it.a, Order.Op.START, it.member(), how, it.at, 30 * S));
        it.add(OperatorDeeds.command(new Command.Restart(it.group.id()), it.at + MS));
        it.add(
                HostFaults.agentDies(
                        it.a,
                        it.at + it.dice.rather(200 * MS, 20 * S),
                        it.dice.rather(100 * MS, 20 * S)));
        it.add(
                OperatorDeeds.command(
                        new Command.Deactivate(it.a, false), it.at + it.dice.rather(S, 60 * S)));
    }

    /// The pool is held by a host that is not its home, whose monitor hides that; a new manager
    /// tries the home first.
    private void hiddenPool() {
        boolean away = !it.group.lone() && it.dice.chance(0.7);
        HostId holder = away ? it.b : it.a;
        if (away) {
            it.add(OperatorDeeds.command(new Command.Deactivate(it.a, false), it.at));
            it.add(OperatorDeeds.command(new Command.Activate(it.a), it.at + 25 * S));
        }
        long lies = it.at + 26 * S;
        it.add(
                ScriptFaults.trouble(
                        holder,
                        Order.Op.MONITOR,
                        it.group.root(),
                        How.LIES,
                        lies,
                        it.dice.rather(10 * S, 90 * S)));
        it.add(ManagerFaults.killed(lies + it.dice.rather(MS, 3 * S), it.dice.rather(MS, 5 * S)));
        if (it.dice.chance(0.3)) {
            it.add(HostFaults.hang(holder, lies + it.dice.rather(S, 60 * S), 0));
        }
    }

    /// Killed or paused at every record and dispatch of a failover, failback or deactivation.
    private void managerDies() {
        switch (it.dice.below(3)) {
            case 0 -> it.add(HostFaults.hang(it.a, it.at, it.dice.chance(0.3) ? 60 * S : 0));
            case 1 -> {
                it.add(OperatorDeeds.command(new Command.Deactivate(it.a, false), it.at));
                it.add(OperatorDeeds.command(new Command.Activate(it.a), it.at + 40 * S));
                it.add(OperatorDeeds.command(new Command.Failback(it.a), it.at + 42 * S));
            }
            default -> {
                it.add(OperatorDeeds.command(new Command.Fence(it.a, it.dice.chance(0.3)), it.at));
                it.add(HostFaults.poweredOn(it.a, it.at + 30 * S));
                it.add(OperatorDeeds.command(new Command.Reset(it.a), it.at + 50 * S));
                it.add(OperatorDeeds.command(new Command.Failback(it.a), it.at + 52 * S));
            }
        }
        int times = 1 + it.dice.below(3);
        for (int i = 0; i < times; i++) {
            long when = it.at + it.dice.rather(10 * MS, 60 * S);
            it.add(
                    it.dice.chance(0.7)
                            ? ManagerFaults.killedInside(it.dice, when)
                            : ManagerFaults.paused(when, it.dice.rather(S, 60 * S)));
        }
    }

    private void oldState() {
        long span = it.dice.rather(2 * S, 60 * S);
        it.add(
                it.dice.chance(0.7)
                        ? ManagerFaults.oldState(it.at, span)
                        : ManagerFaults.lostState(it.at + span));
        it.add(OperatorDeeds.command(new Command.Deactivate(it.a, false), it.at + span / 2));
        it.add(
                RoadFaults.cut(
                        0,
                        it.dice.chance(0.5) ? it.a : it.b,
                        it.at + span - S,
                        it.dice.rather(S, 60 * S)));
        it.add(
                OperatorDeeds.command(
                        new Command.AcceptState(), it.at + span + it.dice.rather(S, 60 * S)));
    }

    private void lateAnswers() {
        long by = it.spec.beat().toNanos() * it.dice.between(5, 40) / 10;
        long dies = it.at + it.dice.rather(S, 20 * S);
        switch (it.dice.below(3)) {
            case 0 -> {
                for (HostId host : it.spec.hosts().keySet()) {
                    it.add(RoadFaults.slow(0, host, by, it.at, 60 * S));
                }
            }
            case 1 -> it.add(RoadFaults.slow(0, it.a, by, it.at, 40 * S));
            default -> {
                // What it said last comes in when its power-off is confirmed.
                long late = it.spec.deadAfter().toNanos() + it.dice.rather(S, 25 * S);
                long from = Math.max(0, dies - 3 * it.spec.beat().toNanos());
                it.add(RoadFaults.lateAnswers(0, it.a, late, from, 30 * S));
            }
        }
        it.add(HostFaults.hang(it.a, dies, 0));
    }

    private void plugs() {
        switch (it.dice.below(4)) {
            case 0 -> it.add(DeviceFaults.secondIsEmpty(it.a, 0));
            case 1 -> it.add(DeviceFaults.neighbours(it.a, it.b));
            case 2 -> {
                it.add(DeviceFaults.neighbours(it.a, it.b));
                it.add(DeviceFaults.neighbours(it.b, it.a));
            }
            default -> it.add(DeviceFaults.trouble(it.a, 0, Switch.Mode.LIES, it.at - S, 100 * S));
        }
        it.add(HostFaults.hang(it.a, it.at, it.dice.chance(0.5) ? 0 : it.dice.rather(S, 90 * S)));
    }

    private void poweredOn() {
        it.add(HostFaults.hang(it.a, it.at, 0));
        long on = it.at + it.spec.deadAfter().toNanos() + it.dice.rather(S, 60 * S);
        if (it.dice.chance(0.3)) {
            standsInItsFirmware(on);
            return;
        }
        it.add(HostFaults.poweredOn(it.a, on));
        if (it.dice.chance(0.4)) {
            it.add(HostFaults.agentDies(it.a, on + 4 * S, 60 * S));
        }
        if (it.dice.chance(0.5)) {
            it.add(
                    ScriptFaults.trouble(
                            it.b, Order.Op.START, it.member(), How.SLOW, it.at, 60 * S));
        }
    }

    /// Neither it nor its device says that it has power again, when the failed over group has to be
    /// started once more.
    private void standsInItsFirmware(long on) {
        it.add(HostFaults.poweredOn(it.a, on, 300 * S));
        for (int level = 0; level < it.levels(it.a); level++) {
            it.add(DeviceFaults.trouble(it.a, level, Switch.Mode.GONE, on - S, 250 * S));
        }
        long again = on + Bystanders.ASKED_AGAIN + it.dice.rather(S, 90 * S);
        it.add(
                it.dice.chance(0.5)
                        ? ScriptFaults.dies(it.group.root(), again)
                        : OperatorDeeds.command(new Command.Restart(it.group.id()), again));
    }

    private void configuration() {
        it.add(ConfigChange.draw(it.dice, it.spec, it.at, it.dice.rather(5 * S, 120 * S)));
        if (it.dice.chance(0.5)) {
            it.add(HostFaults.hang(it.a, it.at - it.dice.between(0, 20 * S), 0));
        }
        if (it.dice.chance(0.5)) {
            it.add(OperatorDeeds.command(new Command.Deactivate(it.a, false), it.at - 5 * S));
        }
    }

    private void shared() {
        for (GroupSpec group : it.spec.groups().values()) {
            long when = it.at + it.dice.rather(MS, 40 * S);
            it.add(
                    OperatorDeeds.command(
                            it.dice.chance(0.3)
                                    ? new Command.Unmanage(group.id())
                                    : new Command.Stop(group.id()),
                            when));
            it.add(
                    OperatorDeeds.command(
                            it.dice.chance(0.5)
                                    ? new Command.Manage(group.id())
                                    : new Command.Start(group.id()),
                            when + it.dice.rather(S, 40 * S)));
        }
        it.add(
                RoadFaults.cut(
                        0, it.a, it.at + it.dice.rather(S, 20 * S), it.dice.rather(S, 30 * S)));
    }

    private void manyCut() {
        List<HostId> hosts = List.copyOf(it.spec.hosts().keySet());
        int count = Math.max(1, hosts.size() / (2 + it.dice.below(2)));
        long apart = it.dice.chance(0.7) ? 300 * MS : 2 * it.spec.deadAfter().toNanos();
        boolean dead = it.dice.chance(0.4);
        for (int i = 0; i < count; i++) {
            long when = it.at + it.dice.between(0, apart);
            HostId host = hosts.get((i * 2 + it.dice.below(2)) % hosts.size());
            it.add(
                    dead
                            ? HostFaults.hang(host, when, 0)
                            : RoadFaults.cut(0, host, when, it.dice.rather(5 * S, 90 * S)));
        }
    }

    private void absentPartner() {
        switch (it.dice.below(3)) {
            case 0 -> it.add(HostFaults.losesPower(it.b, it.at - 10 * S, 0));
            case 1 ->
                    it.add(
                            OperatorDeeds.command(
                                    new Command.Maintain(
                                            Maintenance.Scope.HOST, it.b.value(), true, null),
                                    it.at - 10 * S));
            default -> it.add(HostFaults.agentDies(it.b, it.at - 10 * S, 120 * S));
        }
        it.add(ManagerFaults.killed(it.at, it.dice.rather(MS, 10 * S)));
        it.add(ScriptFaults.dies(it.member(), it.at + it.dice.rather(S, 30 * S)));
        it.add(ScriptFaults.dies(it.group.root(), it.at + it.dice.rather(20 * S, 60 * S)));
    }

    private void cascade() {
        List<HostId> hosts = it.group.candidates().stream().limit(3).toList();
        if (it.dice.chance(0.4)) {
            it.add(ManagerFaults.killed(it.at - S, it.dice.rather(MS, 20 * S)));
        }
        for (HostId host : hosts.subList(0, 2)) {
            it.add(
                    HostFaults.hang(
                            host,
                            it.at + it.dice.between(0, 3) * it.spec.deadAfter().toNanos(),
                            0));
        }
        it.add(
                ScriptFaults.trouble(
                        hosts.getLast(),
                        Order.Op.MONITOR,
                        it.group.root(),
                        How.HANGS,
                        it.at,
                        40 * S));
    }

    private void returnsInFence() {
        if (it.levels(it.a) > 0) {
            Switch.Mode mode =
                    it.dice.one(
                            List.of(
                                    Switch.Mode.FAILS,
                                    Switch.Mode.HANGS,
                                    Switch.Mode.SLOW,
                                    Switch.Mode.GONE,
                                    Switch.Mode.LIES,
                                    Switch.Mode.GOOD));
            it.add(DeviceFaults.trouble(it.a, 0, mode, it.at - S, it.dice.rather(5 * S, 100 * S)));
        }
        long span = it.spec.deadAfter().toNanos() + it.dice.rather(10 * MS, 80 * S);
        it.add(HostFaults.hang(it.a, it.at, span));
        if (it.dice.chance(0.3)) {
            it.add(HostFaults.reboot(it.a, it.dice.rather(S, 20 * S), it.at + span + MS));
        }
        if (it.dice.chance(0.3)) {
            it.add(HostFaults.agentDies(it.a, it.at + span, 30 * S));
        }
    }

    private void fenceFails() {
        if (it.levels(it.a) > 0) {
            Switch.Mode mode =
                    it.dice.one(
                            List.of(
                                    Switch.Mode.FAILS,
                                    Switch.Mode.STUCK,
                                    Switch.Mode.FLICKERS,
                                    Switch.Mode.GONE));
            long begin = it.dice.chance(0.3) ? it.spec.deadAfter().toNanos() + 5 * S : 0;
            it.add(
                    DeviceFaults.trouble(
                            it.a, 0, mode, it.at + begin, it.dice.rather(5 * S, 150 * S)));
        }
        it.add(HostFaults.hang(it.a, it.at, 0));
        if (it.dice.chance(0.4)) {
            it.add(
                    ManagerFaults.killed(
                            it.at + it.dice.rather(5 * S, 60 * S), it.dice.rather(MS, 10 * S)));
        }
    }

    private void resets() {
        if (it.levels(it.a) > 0 && it.dice.chance(0.5)) {
            it.add(
                    DeviceFaults.trouble(
                            it.a, 0, Switch.Mode.FAILS, it.at, it.dice.rather(5 * S, 90 * S)));
        }
        it.add(HostFaults.hang(it.a, it.at, it.dice.chance(0.3) ? 30 * S : 0));
        for (int i = 0; i < 4; i++) {
            long when = it.at + it.dice.rather(100 * MS, 90 * S);
            it.add(
                    OperatorDeeds.command(
                            it.dice.chance(0.5)
                                    ? new Command.Reset(it.a)
                                    : new Command.ConfirmOff(it.a, it.dice.chance(0.3)),
                            when));
        }
    }

    private void deactivated() {
        it.add(OperatorDeeds.command(new Command.Deactivate(it.a, it.dice.chance(0.2)), it.at));
        it.add(
                HostFaults.hang(
                        it.b,
                        it.at + it.dice.between(-10 * S, 20 * S),
                        it.dice.chance(0.5) ? 0 : 40 * S));
        if (it.dice.chance(0.3)) {
            it.add(
                    OperatorDeeds.command(
                            new Command.Deactivate(it.b, false),
                            it.at + it.dice.between(0, 2 * S)));
        }
        if (it.dice.chance(0.5)) {
            it.add(
                    OperatorDeeds.command(
                            new Command.Activate(it.a), it.at + it.dice.rather(MS, 60 * S)));
        }
    }

    private void unmanaged() {
        it.add(
                OperatorDeeds.command(
                        it.dice.chance(0.5)
                                ? new Command.Restart(it.group.id())
                                : new Command.Deactivate(it.a, false),
                        it.at));
        it.add(
                OperatorDeeds.handMove(
                        it.group.id(),
                        it.dice.chance(0.5) ? it.a : it.b,
                        it.dice.rather(10 * MS, 10 * S),
                        true,
                        it.at + it.dice.rather(MS, 5 * S)));
    }

    private void reboots() {
        int times = 1 + it.dice.below(5);
        for (int i = 0; i < times; i++) {
            long when = it.at + i * it.dice.rather(S, 15 * S);
            it.add(
                    it.dice.chance(0.6)
                            ? HostFaults.reboot(it.a, it.dice.rather(100 * MS, 8 * S), when)
                            : HostFaults.agentDies(it.a, when, it.dice.rather(50 * MS, 3 * S)));
        }
    }

    private void notDead() {
        long span = it.spec.deadAfter().toNanos() * it.dice.between(1, 5);
        it.add(
                switch (it.dice.below(3)) {
                    case 0 -> RoadFaults.ownTrouble(0, it.a, it.at, span);
                    case 1 -> HostFaults.agentDies(it.a, it.at, span);
                    default -> HostFaults.agentStops(it.a, it.at, span);
                });
    }

    private void twoManagers() {
        List<HostId> hosts = List.copyOf(it.spec.hosts().keySet());
        var reach = new ArrayList<HostId>();
        boolean all = it.dice.chance(0.6);
        hosts.stream().filter(_ -> all || it.dice.chance(0.5)).forEach(reach::add);
        it.add(ManagerFaults.second(reach, it.at, it.dice.rather(5 * S, 90 * S)));
        if (it.dice.chance(0.6)) {
            it.add(HostFaults.hang(it.a, it.at + it.dice.between(-10 * S, 20 * S), 0));
        }
    }

    private void wallClock() {
        Duration by =
                it.dice.one(
                        List.of(
                                Duration.ofHours(-1),
                                Duration.ofHours(1),
                                Duration.ofDays(26_000),
                                Duration.ofDays(-900)));
        it.add(HostFaults.hang(it.a, it.at - it.dice.rather(MS, 30 * S), 0));
        it.add(ManagerFaults.clockJumps(by, it.at));
        it.add(ManagerFaults.clockJumps(Duration.ZERO, it.at + it.dice.rather(5 * S, 60 * S)));
    }

    private void onePool() {
        ResourceId other =
                it.spec.groups().values().stream()
                        .map(GroupSpec::root)
                        .filter(root -> !root.equals(it.group.root()))
                        .findFirst()
                        .orElseThrow();
        it.add(
                Happening.fromTheStart(
                        FaultKind.CONFIG_CHANGED,
                        "# " + other + " and " + it.group.root() + " are one thing in truth",
                        ground -> ground.one(other, it.group.root())));
    }

    private void diskFull() {
        it.add(
                ManagerFaults.diskFull(
                        it.at + it.dice.between(-5 * S, 15 * S), it.dice.rather(100 * MS, 60 * S)));
        it.add(
                it.dice.chance(0.6)
                        ? HostFaults.hang(it.a, it.at, 0)
                        : OperatorDeeds.command(new Command.Deactivate(it.a, false), it.at));
    }

    private void observed() {
        it.observeFirst = true;
        it.add(HostFaults.hang(it.a, it.dice.between(0, it.at), 0));
        it.add(ManagerFaults.managesFrom(it.at));
    }

    private void lone() {
        it.add(HostFaults.hang(it.a, it.at, 0));
        it.add(ManagerFaults.killedInside(it.dice, it.at + it.dice.rather(S, 20 * S)));
        it.add(HostFaults.poweredOn(it.a, it.at + it.dice.rather(20 * S, 90 * S)));
    }

    private void stopLies() {
        it.add(
                ScriptFaults.trouble(
                        it.a,
                        Order.Op.STOP,
                        it.group.root(),
                        How.LIES,
                        it.at - S,
                        it.dice.rather(S, 60 * S)));
        it.add(OperatorDeeds.command(new Command.Deactivate(it.a, false), it.at));
        if (it.dice.chance(0.3)) {
            it.add(
                    OperatorDeeds.secondCopy(
                            it.group.id(), it.a, it.at + it.dice.rather(S, 30 * S)));
        }
    }
}
