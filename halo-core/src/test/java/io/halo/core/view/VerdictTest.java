package io.halo.core.view;

import static io.halo.core.view.Clusters.A;
import static io.halo.core.view.Clusters.B;
import static io.halo.core.view.Clusters.DEVICE_A;
import static io.halo.core.view.Clusters.NOW;
import static io.halo.core.view.Clusters.P;
import static io.halo.core.view.Clusters.Q;
import static io.halo.core.view.Clusters.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.halo.core.model.Admin;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Manager;
import io.halo.core.model.Operation;
import io.halo.core.model.OperationId;
import io.halo.core.model.Phase;
import io.halo.core.model.Severity;
import io.halo.core.model.Sighting.State;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private static final Admin.Note NOTE = new Admin.Note("root", "why", NOW);

    @Test
    void ok() {
        is(Clusters.healthy(), "OK", 0, "5 resources running; 2 hosts connected");
    }

    @Test
    void failedOver() {
        World world = onPartner();

        is(
                world,
                "DEGRADED",
                1,
                "5 resources running, 4 of them failed over; 1 of 2 hosts disconnected");
        is(
                world.with(world.host(A).withAdmin(new Admin.Maintenance(null, NOTE))),
                "MAINTENANCE",
                0,
                "5 resources running, 4 of them failed over; 1 of 2 hosts disconnected");
    }

    @Test
    void fencedAndBack() {
        World world = Clusters.healthy();
        var record =
                new FenceRecord(
                        new FenceId("f"),
                        A,
                        FenceRecord.Kind.OFF,
                        FenceRecord.By.AUTO,
                        "why",
                        NOW,
                        null,
                        new FenceRecord.State.Returned(NOW, "answered"));

        is(
                world.with(world.host(A).withFence(record)),
                "DEGRADED",
                1,
                "5 resources running; 1 host fenced");
    }

    @Test
    void notProtected() {
        is(
                Clusters.unprotected(Clusters.healthy(), A, "no partner"),
                "DEGRADED",
                1,
                "5 resources running; 1 host not protected");
    }

    @Test
    void failingDevice() {
        World world = Clusters.healthy();
        DeviceView device =
                world.host(A)
                        .level(0)
                        .getValue()
                        .answered(Clusters.reading(DeviceView.State.UNKNOWN), NOW);

        is(
                world.with(world.host(A).withDevice(DEVICE_A, device)),
                "DEGRADED",
                1,
                "5 resources running; 1 fence device failing");
    }

    @Test
    void unmanagedGroupsAreNotUrgent() {
        World world = Clusters.healthy();
        world = world.with(world.group(P).withControl(new GroupView.Control.Unmanaged(NOTE)));
        world = Clusters.seen(world, A, State.STOPPED, "p", "t1", "t2", "t3");
        world = Clusters.reported(world, Phase.UNMANAGED, Phase.RUNNING);

        is(world, "DEGRADED", 1, "1 of 5 resources running; 1 group unmanaged");
    }

    /// Every group is unmanaged by it, and whatever else is amiss is nobody's business now.
    @Test
    void maintenanceOfTheClusterCoversEverything() {
        World world = onPartner().withMaintenance(work(Maintenance.Scope.CLUSTER, "test"));
        world = taken(taken(world, P, world.maintenance()), Q, world.maintenance());
        world = Clusters.unprotected(world, B, "no partner");

        is(
                world,
                "MAINTENANCE",
                0,
                "5 resources running, 4 of them failed over; 1 of 2 hosts disconnected; 2 groups in maintenance");
    }

    @Test
    void maintenanceOfAGroupCoversItAndTheProtectionOfItsHosts() {
        World world = taken(Clusters.healthy(), P, work(Maintenance.Scope.GROUP, "p"));
        world = Clusters.unprotected(world, A, "unmanaged group p may be on a");

        is(
                world,
                "MAINTENANCE",
                0,
                "5 resources running; 1 host not protected; 1 group in maintenance");
        is(
                Clusters.silent(world, B),
                "DEGRADED",
                1,
                "4 of 5 resources running; 1 of 2 hosts disconnected; 1 group in maintenance");
    }

    @Test
    void aGroupThatFailedOverAndIsWorkedOnIsCovered() {
        World world = Clusters.seen(Clusters.healthy(), A, State.STOPPED, "p", "t1", "t2", "t3");
        world = Clusters.seen(world, B, State.RUNNING, "p", "t1", "t2", "t3");

        is(world, "DEGRADED", 1, "5 resources running, 4 of them failed over");
        is(
                taken(world, P, work(Maintenance.Scope.GROUP, "p")),
                "MAINTENANCE",
                0,
                "5 resources running, 4 of them failed over; 1 group in maintenance");
    }

    /// Work on host b does not hide that somebody unmanaged p, which is at home on a.
    @Test
    void aForgottenUnmanageDoesNotHideBehindMaintenance() {
        World world = taken(Clusters.healthy(), P, null);
        World elsewhere = world.with(world.host(B).withAdmin(new Admin.Maintenance(null, NOTE)));
        World here = world.with(world.host(A).withAdmin(new Admin.Maintenance(null, NOTE)));

        is(elsewhere, "DEGRADED", 1, "5 resources running; 1 group unmanaged");
        is(here, "MAINTENANCE", 0, "5 resources running; 1 group unmanaged");
    }

    private static Maintenance work(Maintenance.Scope scope, String id) {
        return new Maintenance(scope, id, null, false, NOTE);
    }

    private static World taken(World world, GroupId group, Maintenance scope) {
        return world.with(
                world.group(group).withControl(new GroupView.Control.Unmanaged(NOTE, scope)));
    }

    @Test
    void stoppedByCommandIsOk() {
        World world = Clusters.healthy();
        world = world.with(world.group(P).withDesired(new GroupView.Desired.Stopped(NOTE)));
        world = Clusters.seen(world, A, State.STOPPED, "p", "t1", "t2", "t3");
        world = Clusters.reported(world, Phase.STOP_WANTED, Phase.RUNNING);

        is(world, "OK", 0, "1 of 5 resources running, 4 stopped by command; 2 hosts connected");
    }

    @Test
    void conflictsAndCriticalFindings() {
        World conflict = Clusters.reported(Clusters.healthy(), Phase.CONFLICT, Phase.RUNNING);
        var finding =
                new Finding(
                        Finding.Code.STORE_FAILED,
                        Severity.CRITICAL,
                        "test",
                        "the state cannot be written",
                        "");
        var warning =
                new Finding(
                        Finding.Code.HTTP_PORT, Severity.WARNING, "test", "port 8090 is taken", "");
        World found =
                Clusters.reported(
                        Clusters.healthy(), Phase.RUNNING, Phase.RUNNING, warning, finding);

        is(conflict, "CRITICAL", 2, "5 resources running; p runs in two places");
        is(found, "CRITICAL", 2, "5 resources running; test: the state cannot be written");
        assertThat(StatusView.of(found, NOW, List.of()).findings())
                .extracting(FindingLine::severity)
                .containsExactly(Severity.CRITICAL, Severity.WARNING);
        assertThat(
                        verdict(
                                        Clusters.reported(
                                                Clusters.healthy(),
                                                Phase.RUNNING,
                                                Phase.RUNNING,
                                                warning),
                                        NOW)
                                .level())
                .isEqualTo(Verdict.Level.OK);
    }

    @Test
    void aRefusedManagerIsCritical() {
        World world = Clusters.healthy();
        World refused =
                world.withManager(
                        world.manager().withRefusal(new Manager.Refusal(B, 9, "other", NOW)));

        is(
                refused,
                "CRITICAL",
                2,
                "5 resources running; not acting: b obeys another manager, other with epoch 9");
    }

    @Test
    void observing() {
        World world = Clusters.healthy(Manager.Mode.OBSERVE);

        is(world, "OBSERVE", 0, "would be OK: 5 resources running; 2 hosts connected");
        is(
                Clusters.reported(world, Phase.CONFLICT, Phase.RUNNING),
                "OBSERVE",
                2,
                "would be CRITICAL: 5 resources running; p runs in two places");
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"STOP_FAILED", "ERROR", "AWAIT_POWER", "NO_TARGET"})
    void phasesThatSomebodyMustEndAreCriticalAtOnce(Phase phase) {
        World world = Clusters.reported(stopped(NOW), phase, Phase.RUNNING);

        is(world, "CRITICAL", 2, "4 of 5 resources running; p is not wholly running: why p");
    }

    /// Several groups that wait for the same are told together, and their findings not once more.
    @Test
    void oneReasonIsToldOnce() {
        var same = new Finding(Finding.Code.WAITING, Severity.CRITICAL, "p", "Error: why p", "");
        var other =
                new Finding(Finding.Code.FENCE_FAILED, Severity.CRITICAL, "a", "x".repeat(400), "");
        World world =
                Clusters.reported(stopped(NOW), Phase.ERROR, Phase.RUNNING, same, other, other);

        is(
                world,
                "CRITICAL",
                2,
                "4 of 5 resources running; p is not wholly running: why p; a: "
                        + "x".repeat(237)
                        + "…");
    }

    /// What is looked at after a stop or start may well run.
    @Test
    void whatIsBeingLookedAtHasUntilItsDeadline() {
        World world = Clusters.reported(stopped(Clusters.LONG_AGO), Phase.RESOLVING, Phase.RUNNING);
        var deadline = NOW.plus(Duration.ofSeconds(30));
        var look = new Work.Look(new OperationId("o"), 1, NOW, deadline);
        Work work = world.host(A).work().withSighting(id("t2"), null);
        World looking = world.with(world.host(A).withWork(work.withMonitor(id("t2"), look)));

        assertThat(verdict(looking, deadline.minusMillis(1)).level())
                .isEqualTo(Verdict.Level.DEGRADED);
        assertThat(verdict(looking, deadline).level()).isEqualTo(Verdict.Level.CRITICAL);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"BUSY", "RESOLVING", "LEFTOVER", "HEALING", "AWAIT_HOST", "STARTING"})
    void phasesInWhichTheManagerWorksHaveAWhile(Phase phase) {
        World world = Clusters.reported(stopped(NOW), phase, Phase.RUNNING);

        // Never OK: whoever waits for that waits on.
        is(world, "DEGRADED", 1, "4 of 5 resources running");
        assertThat(verdict(world, NOW.plus(Overdue.GRACE)).level())
                .isEqualTo(Verdict.Level.CRITICAL);
    }

    @Test
    void anOperationInFlightHasUntilItsDeadline() {
        World world = Clusters.reported(stopped(Clusters.LONG_AGO), Phase.BUSY, Phase.RUNNING);
        assertThat(verdict(world, NOW).level()).isEqualTo(Verdict.Level.CRITICAL);
        var deadline = NOW.plus(Duration.ofMinutes(5));
        var start =
                new Operation(
                        new OperationId("o"),
                        P,
                        Operation.Kind.START,
                        1,
                        1,
                        NOW,
                        deadline,
                        new Operation.State.InFlight());
        world =
                world.with(
                        world.host(A)
                                .withWork(world.host(A).work().withOperation(id("t2"), start)));

        assertThat(verdict(world, deadline.minusMillis(1)).level())
                .isEqualTo(Verdict.Level.DEGRADED);
        assertThat(verdict(world, deadline).level()).isEqualTo(Verdict.Level.CRITICAL);
    }

    /// However often a sighting changes meanwhile.
    @Test
    void whatFailsAgainAndAgainIsOverdue() {
        World once = Clusters.reported(failed(stopped(NOW), 1), Phase.HEALING, Phase.RUNNING);
        World again = Clusters.reported(failed(stopped(NOW), 2), Phase.HEALING, Phase.RUNNING);

        assertThat(verdict(once, NOW).level()).isEqualTo(Verdict.Level.DEGRADED);
        assertThat(verdict(again, NOW).level()).isEqualTo(Verdict.Level.CRITICAL);
    }

    private static World failed(World world, int inARow) {
        var failures = new TreeMap<HostId, GroupView.Failures>();
        failures.put(A, new GroupView.Failures(List.of(NOW), inARow, NOW, "error (1)", false));
        return world.with(world.group(P).withFailures(failures));
    }

    @Test
    void aManagerThatHasJustStartedHasAWhile() {
        World world = Clusters.started(Manager.Mode.MANAGE);
        Instant start = world.manager().startedAt();

        assertThat(verdict(world, start.plusSeconds(1)).level()).isEqualTo(Verdict.Level.DEGRADED);
        assertThat(verdict(world, start.plusSeconds(11)).level()).isEqualTo(Verdict.Level.CRITICAL);
    }

    /// One member of p was seen to stop at that time.
    private static World stopped(Instant since) {
        return Clusters.seen(Clusters.healthy(), A, State.STOPPED, since, "t2");
    }

    private static World onPartner() {
        World world = Clusters.silent(Clusters.healthy(), A);
        return Clusters.seen(world, B, State.RUNNING, "p", "t1", "t2", "t3");
    }

    private static void is(World world, String level, int exitCode, String text) {
        assertThat(verdict(world, NOW))
                .isEqualTo(new Verdict(Verdict.Level.valueOf(level), text, exitCode));
    }

    private static Verdict verdict(World world, Instant now) {
        return StatusView.of(world, now, List.of()).verdict();
    }
}
