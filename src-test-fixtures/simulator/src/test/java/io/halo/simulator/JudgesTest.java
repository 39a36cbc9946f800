package io.halo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.input.Command;
import io.halo.core.input.Outcome;
import io.halo.core.model.DeviceId;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.Row;
import io.halo.core.plan.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each judge sees what it is there for: in a quiet cluster of three a manager is said to have done
/// what it must not, and its twin that it may.
class JudgesTest {
    private static final long LATE = 120 * Timeline.S;

    private static final Plot QUIET = quiet();
    private static final GroupSpec GROUP = group(QUIET);
    private static final HostId A = GROUP.home();
    private static final HostId B = GROUP.failover().get(0);
    private static final HostId C = GROUP.failover().get(1);

    @BeforeAll
    static void silence() {
        Simulate.silence();
    }

    @Test
    void nothingIsWrongInAQuietCluster() {
        assertThat(law(_ -> {})).isEmpty();
    }

    @Test
    void aSecondStartIsSeenWhateverWasDoneToAnotherGroup() {
        Consumer<Ground> start = ground -> ground.judge.starts(ground.server(B), order());
        assertThat(law(start)).contains("L1");
        assertThat(
                        law(ground -> {
                            ground.breaksFor(Assumption.S1, other().id(), "moved by hand");
                            start.accept(ground);
                        }))
                .contains("L1");
        assertThat(
                        law(ground -> {
                            ground.breaksFor(Assumption.S1, GROUP.id(), "moved by hand");
                            start.accept(ground);
                        }))
                .isEmpty();
        assertThat(
                        law(ground -> {
                            ground.breaksOn(Assumption.S3, B, "its device lies");
                            start.accept(ground);
                        }))
                .isEmpty();
    }

    @Test
    void aStartBesideTwoCopiesThatWereToldOf() {
        Happening copy = OperatorDeeds.secondCopy(GROUP.id(), B, 10 * Timeline.S);
        Happening start = planted(ground -> dispatch(ground, Operation.Kind.START, C));
        assertThat(law(QUIET.with(List.of(copy, start)))).contains("notice");
    }

    @Test
    void aStartBeforeTheBystandersWereHeard() {
        assertThat(law(ground -> bystanders(ground, true))).isEmpty();
        assertThat(law(ground -> bystanders(ground, false))).contains("T2");
    }

    @Test
    void aStartThatReliesOnAPowerOffOfAServerThatHasPower() {
        assertThat(law(ground -> relies(ground, true))).isEmpty();
        assertThat(law(ground -> relies(ground, false))).contains("T3");
    }

    private static void relies(Ground ground, boolean off) {
        var judge = new Bystanders(ground);
        judge.spawns(manager(ground), powerOff(manager(ground), A), Set.of());
        if (off) {
            ground.server(A).powerOff("its fence");
        }
        judge.starts(GROUP.id(), C, _ -> false);
    }

    private static void bystanders(Ground ground, boolean heard) {
        ManagerProcess manager = manager(ground);
        ground.server(A).powerOff("its fence");
        var judge = new Bystanders(ground);
        judge.spawns(manager, powerOff(manager, A), Set.of(A, B, C));
        judge.heard(manager, C, ground.now());
        if (heard) {
            judge.heard(manager, B, ground.now());
        }
        judge.starts(GROUP.id(), C, _ -> false);
    }

    @Test
    void aManagerThatWasRefusedAndGoesOn() {
        assertThat(
                        law(ground -> {
                            ground.judge.ruledOut(
                                    manager(ground),
                                    new Outcome.Refused(
                                            Outcome.Reason.LOWER_EPOCH, 99, "m9", "obeys m9"));
                            dispatch(ground, Operation.Kind.START, A);
                        }))
                .contains("L8");
    }

    @Test
    void powerOffsThatNobodyNeeds() {
        assertThat(
                        law(ground ->
                                ground.judge.spawns(manager(ground), powerOff(manager(ground), A))))
                .contains("L3");
        assertThat(law(ground -> causes(ground, FenceRecord.By.AUTO, ""))).contains("L4 silent");
        assertThat(law(ground -> causes(ground, FenceRecord.By.OPERATOR, ""))).contains("L4 wish");
        assertThat(law(ground -> causes(ground, FenceRecord.By.OPERATOR, "asked"))).isEmpty();
        assertThat(law(ground -> causes(ground, FenceRecord.By.OPERATOR, "nobody there")))
                .contains("L4 witness");
        assertThat(
                        law(ground -> {
                            accepted(ground, maintenance());
                            ground.time.in(
                                    10 * Timeline.S, () -> causes(ground, FenceRecord.By.AUTO, ""));
                        }))
                .contains("L4 latch");
    }

    private static void causes(Ground ground, FenceRecord.By by, String how) {
        ManagerProcess manager = manager(ground);
        var causes = new FenceCauses(ground);
        var ear = new Ear(0, Timeline.S);
        long now = ground.now();
        for (HostId host : List.of(A, B)) {
            if (!how.equals("nobody there") || host.equals(A)) {
                ear.hear(host, now - 5 * Timeline.S, now - 5 * Timeline.S);
                for (long at = now - 5 * Timeline.S; at <= now; at += Timeline.S / 2) {
                    ear.hear(host, at, at);
                }
            }
        }
        if (!how.isEmpty()) {
            causes.asks(new Command.Fence(A, false));
        }
        causes.judge(manager, ear, record(manager, by), powerOff(manager, A));
    }

    @Test
    void whatIsNoTarget() {
        Consumer<Ground> start = ground -> dispatch(ground, Operation.Kind.START, B);
        assertThat(
                        law(ground -> {
                            accepted(ground, new Command.Deactivate(B, false));
                            start.accept(ground);
                        }))
                .contains("L6");
        assertThat(
                        law(ground -> {
                            manager(ground)
                                    .seat()
                                    .disk()
                                    .put(new Row.OfFence(latched(manager(ground), B)));
                            ground.servers().forEach(server -> server.copies.clear());
                            start.accept(ground);
                        }))
                .contains("L6");
    }

    @Test
    void aStopWithoutAMove() {
        assertThat(law(ground -> dispatch(ground, Operation.Kind.STOP, A))).contains("L7");
    }

    @Test
    void unmanagedGroupsAreNotTouched() {
        assertThat(
                        law(ground -> {
                            accepted(ground, new Command.Unmanage(GROUP.id()));
                            dispatch(ground, Operation.Kind.STOP, A);
                        }))
                .contains("L5");
    }

    @Test
    void aGroupWhoseCandidateIsGoneIsHeldUntilSomebodyHasLooked() {
        var held = new HeldGroups();
        List<Row> hosted = List.of(new Row.OfHosted(GROUP.id(), A, 1));
        held.starts(QUIET.spec(), List.of());
        var groups = new LinkedHashMap<>(QUIET.spec().groups());
        groups.put(
                GROUP.id(),
                GroupSpec.of(
                        GROUP.root(),
                        B,
                        List.of(C),
                        GROUP.policy(),
                        new LinkedHashMap<>(QUIET.spec().resources())));
        var next =
                new io.halo.core.model.ClusterSpec(
                        QUIET.spec().name(),
                        QUIET.spec().deadAfter(),
                        QUIET.spec().monitorInterval(),
                        QUIET.spec().fencing(),
                        QUIET.spec().hosts(),
                        QUIET.spec().resources(),
                        groups);
        held.starts(next, hosted);
        assertThat(held.has(GROUP.id())).isTrue();
        held.starts(QUIET.spec(), hosted);
        assertThat(held.has(GROUP.id())).isFalse();
        held.starts(next, hosted);
        held.release(GROUP.id(), next);
        held.starts(next, hosted);
        assertThat(held.has(GROUP.id())).isFalse();
    }

    @Test
    void whatWasAcknowledgedAndIsNotOnTheDisk() {
        assertThat(
                        law(ground -> {
                            Row latched = new Row.OfFence(latched(manager(ground), B));
                            assertThat(Durable.missing(new Command.Reset(B), List.of(latched)))
                                    .isPresent();
                            assertThat(Durable.missing(new Command.Reset(B), List.of())).isEmpty();
                            assertThat(Durable.missing(new Command.Fence(B, false), List.of()))
                                    .isPresent();
                            assertThat(Durable.missing(new Command.Restart(GROUP.id()), List.of()))
                                    .isPresent();
                            assertThat(Durable.unread(List.of(latched), manager(ground).world()))
                                    .isPresent();
                        }))
                .isEmpty();
    }

    private static Optional<String> law(Consumer<Ground> planted) {
        return law(QUIET.with(List.of(planted(planted))));
    }

    private static Optional<String> law(Plot plot) {
        return Simulation.run(plot).violation().map(Violation::law);
    }

    private static Happening planted(Consumer<Ground> what) {
        return new Happening(
                FaultKind.COMMAND, LATE, 20 * Timeline.S, "# planted", "", what, _ -> {});
    }

    private static ManagerProcess manager(Ground ground) {
        return ground.seats.getFirst().running().orElseThrow();
    }

    private static void accepted(Ground ground, Command command) {
        ground.judge.intents().accepted(command, ground.spec(), ground.now());
    }

    private static Command maintenance() {
        return new Command.Maintain(Maintenance.Scope.HOST, A.value(), true, null);
    }

    private static Order order() {
        return new Order(1, "m", "p", 1, Order.Op.START, GROUP.root(), GROUP.id(), 5 * Timeline.S);
    }

    private static void dispatch(Ground ground, Operation.Kind kind, HostId host) {
        ManagerProcess manager = manager(ground);
        ground.judge.dispatches(
                manager,
                new Action.Operate(
                        host,
                        GROUP.id(),
                        GROUP.root(),
                        kind,
                        new OperationId("planted"),
                        1,
                        ground.server(host).instance(),
                        Duration.ofSeconds(5),
                        manager.clock().now()));
    }

    private static Action.PowerOff powerOff(ManagerProcess manager, HostId host) {
        return new Action.PowerOff(
                host,
                new FenceId("planted"),
                1,
                0,
                new DeviceId("dev0-" + host),
                new TreeSet<>(),
                Duration.ofSeconds(5),
                manager.clock().now());
    }

    private static FenceRecord record(ManagerProcess manager, FenceRecord.By by) {
        return new FenceRecord(
                new FenceId("planted"),
                A,
                FenceRecord.Kind.OFF,
                by,
                "planted",
                manager.clock().now().minusSeconds(1),
                null,
                new FenceRecord.State.Planned());
    }

    private static FenceRecord latched(ManagerProcess manager, HostId host) {
        return new FenceRecord(
                new FenceId("planted"),
                host,
                FenceRecord.Kind.OFF,
                FenceRecord.By.AUTO,
                "planted",
                manager.clock().now(),
                null,
                new FenceRecord.State.Confirmed(0, manager.clock().now()));
    }

    /// Three servers, each with a device, and nothing that happens.
    private static Plot quiet() {
        for (long seed = 1; ; seed++) {
            Plot plot = Plot.draw(seed).with(List.of());
            boolean fits =
                    plot.spec().hosts().size() == 3
                            && !plot.testMode()
                            && !plot.observeFirst()
                            && plot.spec().groups().values().stream()
                                    .anyMatch(it -> it.failover().size() == 2);
            if (fits) {
                return plot;
            }
        }
    }

    private static GroupSpec group(Plot plot) {
        return plot.spec().groups().values().stream()
                .filter(it -> it.failover().size() == 2)
                .findFirst()
                .orElseThrow();
    }

    private static GroupSpec other() {
        return QUIET.spec().groups().values().stream()
                .filter(it -> !it.id().equals(GROUP.id()))
                .findFirst()
                .orElseThrow();
    }
}
