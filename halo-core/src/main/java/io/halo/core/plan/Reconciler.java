package io.halo.core.plan;

import io.halo.core.input.Failing;
import io.halo.core.input.WorldFold;
import io.halo.core.model.Finding;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Maintenance;
import io.halo.core.model.Manager;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.Row;
import io.halo.core.model.SetId;
import io.halo.core.model.SetReport;
import io.halo.core.model.SetView;
import io.halo.core.model.Severity;
import io.halo.core.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Desired against observed state: what follows from a World. The passes run in a fixed order for
/// each set that was touched: fence, then the phase of each group and its operations, then fence
/// devices, then looks.
public final class Reconciler {
    private Reconciler() {}

    /// @param touched the sets to plan; the others keep their last plan's report
    /// @param beats hosts from which a sign of life is wanted at once
    public static Plan plan(
            World world, SortedSet<SetId> touched, SortedSet<HostId> beats, Instant now) {
        var draft = new PlanDraft(world, now);
        var planned = new TreeMap<SetId, Plan.Planned>();
        for (SetId id : touched) {
            planned.put(id, planSet(world, world.set(id), draft));
        }
        CommandProgress.Noted commands = CommandProgress.of(world, planned, now);
        commands.actions().forEach(draft::add);
        return new Plan(
                draft.actions(beats), draft.sequences(), planned, global(world), commands.wake());
    }

    private static Plan.Planned planSet(World world, SetView set, PlanDraft draft) {
        List<GroupFacts> groups = GroupFacts.all(world, set, draft.now());
        SortedMap<HostId, String> fencing = FencePass.plan(set, groups, draft);
        var phases = new TreeMap<GroupId, PhaseReport>();
        for (GroupFacts facts : groups) {
            PhaseReport phase = withFence(facts, GroupPhases.of(facts), fencing);
            phases.put(facts.group().id(), phase);
            MovePass.plan(facts, draft);
            if (!draft.moves(facts.group().id())) {
                OperatePass.plan(facts, phase, draft);
            }
            giveUpIfHopeless(facts, phase, draft);
            Failing.forgiven(facts.cluster(), facts.group(), draft.now()).forEach(draft::wakeAt);
        }
        set.hosts().values().forEach(host -> DevicePass.plan(host, draft));
        MaintenancePass.plan(set, draft);
        MonitorPass.plan(groups, draft);
        set.hosts()
                .values()
                .forEach(host -> draft.wakeAt(WorldFold.nextChange(world, host, draft.now())));
        var unprotected = new TreeMap<HostId, String>();
        for (HostView host : set.hosts().values()) {
            FenceGuards.unprotected(
                            new FenceGuards.Case(world, set, groups, host, draft.now(), 0, 0))
                    .ifPresent(why -> unprotected.put(host.id(), why));
        }
        Findings.of(world, set, phases, fencing, unprotected, draft);
        PlanDraft.SetEnd end = draft.endSet();
        return new Plan.Planned(new SetReport(phases, end.findings(), unprotected), end.wake());
    }

    /// A group that waits for power, or for the end of a host on which it did not stop, says what
    /// the fence of that host waits for.
    private static PhaseReport withFence(
            GroupFacts facts, PhaseReport phase, SortedMap<HostId, String> fencing) {
        List<HostId> awaited =
                switch (phase.phase()) {
                    case AWAIT_POWER ->
                            facts.notClearBut(facts.target().map(HostView::id).orElse(null));
                    case STOP_FAILED -> List.copyOf(facts.group().stopFailed().keySet());
                    case HELD,
                            CONFLICT,
                            UNMANAGED,
                            BUSY,
                            RESOLVING,
                            LEFTOVER,
                            STOP_WANTED,
                            MOVING,
                            RUNNING,
                            ERROR,
                            HEALING,
                            AWAIT_HOST,
                            NO_TARGET,
                            STARTING ->
                            List.of();
                };
        return awaited.stream()
                .filter(fencing::containsKey)
                .findFirst()
                .map(id ->
                        new PhaseReport(
                                phase.group(),
                                phase.phase(),
                                phase.reason() + "; " + id + ": " + fencing.get(id),
                                phase.command()))
                .orElse(phase);
    }

    /// An error stays until `cleanup`, or until the group is seen running, also when its reason has
    /// passed.
    private static void giveUpIfHopeless(GroupFacts facts, PhaseReport phase, PlanDraft draft) {
        boolean isNew = phase.phase() == Phase.ERROR && facts.group().error() == null;
        if (isNew && facts.group().managed() && facts.world().manager().storeWorks()) {
            draft.add(new Action.GiveUp(facts.group().id(), phase.reason()));
        }
    }

    private static List<Finding> global(World world) {
        var findings = new ArrayList<Finding>();
        String cluster = world.spec().name();
        Manager manager = world.manager();
        manager.refused()
                .ifPresent(refusal ->
                        findings.add(
                                new Finding(
                                        Finding.Code.MANAGER_REFUSED,
                                        Severity.CRITICAL,
                                        cluster,
                                        "passive: "
                                                + refusal.host()
                                                + " obeys manager "
                                                + refusal.manager()
                                                + " with epoch "
                                                + refusal.epoch()
                                                + ", ours is "
                                                + manager.epoch(),
                                        "stop the other manager, or if there is none: halo accept-state")));
        if (manager.storeFailure() instanceof String why) {
            findings.add(
                    new Finding(
                            Finding.Code.STORE_FAILED,
                            Severity.CRITICAL,
                            cluster,
                            "the state store cannot be written: " + why,
                            "free space or repair the disk of the state file"));
        }
        if (world.maintenance() instanceof Maintenance maintenance) {
            MaintenancePass.overdue(maintenance).ifPresent(findings::add);
        }
        orphans(world, findings);
        return findings;
    }

    /// What the state knows and the configuration does not: kept, harmless, and named (D3).
    private static void orphans(World world, List<Finding> findings) {
        var names = new TreeMap<String, TreeSet<HostId>>();
        for (Row row : world.orphans()) {
            TreeSet<HostId> hosts = names.computeIfAbsent(row.about(), _ -> new TreeSet<>());
            if (row instanceof Row.OfHosted hosted) {
                hosts.add(hosted.host());
            }
        }
        names.forEach((name, hosts) ->
                findings.add(
                        new Finding(
                                Finding.Code.ORPHANED_STATE,
                                Severity.WARNING,
                                name,
                                "not configured any more, but remembered"
                                        + (hosts.isEmpty()
                                                ? ""
                                                : ": it may be running on "
                                                        + String.join(
                                                                ", ",
                                                                hosts.stream()
                                                                        .map(HostId::value)
                                                                        .toList())),
                                "halo forget " + name)));
    }
}
