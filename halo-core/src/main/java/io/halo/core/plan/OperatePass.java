package io.halo.core.plan;

import static io.halo.core.model.Sighting.State.CANNOT_RUN;
import static io.halo.core.model.Sighting.State.FAILED;
import static io.halo.core.model.Sighting.State.RUNNING;
import static io.halo.core.model.Sighting.State.STOPPED;
import static io.halo.core.model.Sighting.State.UNKNOWN;

import io.halo.core.input.Failing;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Starts and stops, as the group's phase wants it.
final class OperatePass {
    private OperatePass() {}

    static void plan(GroupFacts facts, PhaseReport phase, PlanDraft draft) {
        switch (phase.phase()) {
            case HELD,
                    CONFLICT,
                    UNMANAGED,
                    STOP_FAILED,
                    RUNNING,
                    ERROR,
                    AWAIT_POWER,
                    AWAIT_HOST,
                    NO_TARGET -> {}
            case BUSY -> startSiblings(facts, draft);
            case RESOLVING -> resolve(facts, draft);
            case LEFTOVER ->
                    GroupPhases.leftoverHost(facts).ifPresent(host -> stopOn(facts, host, draft));
            case STOP_WANTED -> facts.connectedMayBe().forEach(host -> stopOn(facts, host, draft));
            case MOVING -> MovePass.toStop(facts).ifPresent(host -> stopOn(facts, host, draft));
            case HEALING -> facts.running().ifPresent(host -> heal(facts, host, draft));
            case STARTING -> facts.target().ifPresent(host -> startRoot(facts, host, draft));
        }
    }

    /// While one member is being started, its siblings need not wait.
    private static void startSiblings(GroupFacts facts, PlanDraft draft) {
        facts.running()
                .filter(host -> onlyStarts(facts, host) && MovePass.toStop(facts).isEmpty())
                .ifPresent(host -> startMembers(facts, host, draft));
    }

    private static boolean onlyStarts(GroupFacts facts, HostView host) {
        return facts.group().wanted()
                && facts.group().stopFailed().isEmpty()
                && facts.group().error() == null
                && facts.mayBe().stream()
                        .allMatch(id ->
                                facts.members().stream()
                                        .flatMap(member -> facts.operation(id, member).stream())
                                        .allMatch(operation ->
                                                operation.inFlight()
                                                        && operation.kind() == Operation.Kind.START
                                                        && id.equals(host.id())))
                && facts.members().stream()
                        .noneMatch(member -> facts.is(host.id(), member, FAILED));
    }

    /// An unknown start is stopped unless it is seen Running (safety.md section 4, "Resolving"); an
    /// unknown stop is looked at, and sent once more if looks do not tell.
    private static void resolve(GroupFacts facts, PlanDraft draft) {
        for (HostView host : facts.connectedMayBe()) {
            for (ResourceId member : facts.members()) {
                boolean toStop =
                        host.work().operation(member).orElse(null) instanceof Operation operation
                                && operation.state() instanceof Operation.State.Unknown unknown
                                && operation.group().equals(facts.group().id())
                                && lookedSince(facts, host, member, unknown)
                                && (operation.kind() == Operation.Kind.START
                                        ? !unknown.orphan()
                                        : facts.lookedInVain(host.id(), member));
                if (toStop && mayStop(facts, host, member)) {
                    draft.operate(host, facts.group().id(), member, Operation.Kind.STOP);
                }
            }
        }
    }

    private static boolean lookedSince(
            GroupFacts facts, HostView host, ResourceId member, Operation.State.Unknown unknown) {
        return facts.seen(host.id(), member)
                .filter(seen -> seen.sentStep() >= unknown.sinceStep() && !seen.busy())
                .isPresent();
    }

    /// Stops the group on a host, dependents before parents. What ends the row is a stop of every
    /// member that ended well.
    private static void stopOn(GroupFacts facts, HostView host, PlanDraft draft) {
        List<ResourceId> order = new ArrayList<>(facts.members()).reversed();
        for (ResourceId member : order) {
            if (!stopped(facts, host.id(), member)
                    && facts.spec().dependents(member).stream()
                            .allMatch(below -> stopped(facts, host.id(), below))
                    && !facts.stoppedInVain(host.id(), member)
                    && ready(facts, host, member)) {
                draft.operate(host, facts.group().id(), member, Operation.Kind.STOP);
            }
        }
    }

    /// A stop that ended well is followed by a look before anything else.
    private static boolean ready(GroupFacts facts, HostView host, ResourceId member) {
        return host.work().operation(member).isEmpty() && facts.seen(host.id(), member).isPresent();
    }

    private static boolean stopped(GroupFacts facts, HostId host, ResourceId member) {
        if (otherUser(facts, host, member).isPresent()) {
            return true;
        }
        GroupView.Hosted row = facts.group().hosted().get(host);
        if (row == null && !facts.seenThere(host) && tellsNothing(facts, host, member)) {
            // Nothing of the group was ever seen there, and to stop it would tell no more.
            return true;
        }
        boolean stopSent = row == null || row.stopped().contains(member);
        return facts.is(host, member, STOPPED)
                && (stopSent || facts.cluster().resource(member).shared());
    }

    private static boolean tellsNothing(GroupFacts facts, HostId host, ResourceId member) {
        return facts.is(host, member, CANNOT_RUN) || facts.is(host, member, UNKNOWN);
    }

    /// A shared resource that is not seen to be down stays while others may use it.
    private static boolean mayStop(GroupFacts facts, HostView host, ResourceId member) {
        boolean down = facts.is(host.id(), member, STOPPED) || facts.is(host.id(), member, FAILED);
        return down
                ? unmanagedUser(facts, host.id(), member).isEmpty()
                : otherUser(facts, host.id(), member).isEmpty();
    }

    /// A shared resource is not touched while an unmanaged group that reaches it may be on the host
    /// (L5).
    static Optional<GroupId> unmanagedUser(GroupFacts facts, HostId host, ResourceId member) {
        return usedByOther(facts, host, member, other -> !other.group().managed());
    }

    /// A shared resource stays while any other group that reaches it may be on the host.
    static Optional<GroupId> otherUser(GroupFacts facts, HostId host, ResourceId member) {
        return usedByOther(facts, host, member, _ -> true);
    }

    private static Optional<GroupId> usedByOther(
            GroupFacts facts, HostId host, ResourceId member, Predicate<GroupFacts> which) {
        if (!facts.cluster().resource(member).shared()) {
            return Optional.empty();
        }
        for (GroupId id : facts.set().groups().keySet()) {
            GroupFacts other =
                    GroupFacts.of(facts.world(), facts.set(), facts.set().group(id), facts.now());
            if (!id.equals(facts.group().id())
                    && other.spec().parents().containsKey(member)
                    && which.test(other)
                    && other.mayBe().contains(host)
                    && (other.notClear(host).isPresent()
                            || lookedAtBefore(other, host, facts.seen(host, member)))) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /// The other group was looked at before the shared resource was first seen up: somebody may
    /// have started both by hand since.
    private static boolean lookedAtBefore(
            GroupFacts other, HostId host, Optional<Sighting> shared) {
        Optional<Sighting> root = other.seen(host, other.spec().root());
        return shared.isPresent()
                && !shared.get().is(STOPPED)
                && root.isPresent()
                && root.get().sentStep() < shared.get().sinceStep();
    }

    private static void heal(GroupFacts facts, HostView host, PlanDraft draft) {
        List<ResourceId> failed =
                facts.members().stream()
                        .filter(member -> facts.is(host.id(), member, FAILED))
                        .toList();
        // While one is unknown nothing is stopped: what depends on a failed one might be it.
        if (!failed.isEmpty() && facts.unknownMember(host.id()).isEmpty()) {
            stopFailedMembers(facts, host, failed, draft);
        } else {
            startMembers(facts, host, draft);
        }
    }

    /// A failed member is stopped, and before it what depends on it; then both are started again.
    private static void stopFailedMembers(
            GroupFacts facts, HostView host, List<ResourceId> failed, PlanDraft draft) {
        for (ResourceId member : facts.members().reversed()) {
            boolean wanted = failed.contains(member) || dependsOnAny(facts, member, failed);
            boolean running = !facts.is(host.id(), member, STOPPED);
            boolean first =
                    facts.spec().dependents(member).stream()
                            .allMatch(below -> facts.is(host.id(), below, STOPPED));
            if (wanted
                    && running
                    && first
                    && unmanagedUser(facts, host.id(), member).isEmpty()
                    && ready(facts, host, member)) {
                draft.operate(host, facts.group().id(), member, Operation.Kind.STOP);
            }
        }
    }

    private static boolean dependsOnAny(
            GroupFacts facts, ResourceId member, List<ResourceId> failed) {
        List<ResourceId> parents = facts.spec().parents().getOrDefault(member, List.of());
        return parents.stream()
                .anyMatch(parent -> failed.contains(parent) || dependsOnAny(facts, parent, failed));
    }

    /// Starts every stopped member whose parents run.
    private static void startMembers(GroupFacts facts, HostView host, PlanDraft draft) {
        if (backingOff(facts, host.id(), draft)) {
            return;
        }
        for (ResourceId member : facts.members()) {
            List<ResourceId> parents = facts.spec().parents().getOrDefault(member, List.of());
            if (facts.is(host.id(), member, STOPPED)
                    && host.work().operation(member).isEmpty()
                    && parents.stream().allMatch(parent -> facts.is(host.id(), parent, RUNNING))
                    && mayStartMember(facts, host, member)
                    && unmanagedUser(facts, host.id(), member).isEmpty()) {
                start(facts, host, member, draft);
            }
        }
    }

    /// L1, or L1b: the root seen Running here by a look sent after the member stopped, and nothing
    /// of the group elsewhere, wherever one can look.
    private static boolean mayStartMember(GroupFacts facts, HostView host, ResourceId member) {
        if (facts.notClearBut(host.id()).isEmpty()) {
            return true;
        }
        long need = facts.seen(host.id(), member).map(facts::needArose).orElse(Long.MAX_VALUE);
        boolean rootSeen =
                facts.seen(host.id(), facts.spec().root())
                        .filter(root -> root.surelyRunning() && root.sentStep() >= need)
                        .isPresent();
        boolean elsewhere =
                facts.set().hosts().keySet().stream()
                        .filter(id -> !id.equals(host.id()))
                        .anyMatch(facts::seenThere);
        return rootSeen
                && !elsewhere
                && facts.notLookedAtBut(host.id()).isEmpty()
                && facts.group().lastPlace().equals(Optional.of(host.id()));
    }

    private static void startRoot(GroupFacts facts, HostView host, PlanDraft draft) {
        boolean down =
                facts.members().stream()
                        .allMatch(member ->
                                facts.is(host.id(), member, STOPPED)
                                        || facts.cluster().resource(member).shared());
        if (down
                && facts.current(host.id(), facts.spec().root())
                && host.work().operation(facts.spec().root()).isEmpty()
                && !backingOff(facts, host.id(), draft)) {
            start(facts, host, facts.spec().root(), draft);
        }
    }

    /// A host that may hold the group must be on record before the start is sent (L1): without a
    /// store that works, only what is on record already may be started again.
    private static void start(GroupFacts facts, HostView host, ResourceId member, PlanDraft draft) {
        boolean recorded =
                facts.group().hosted().containsKey(host.id())
                        && facts.group().lastPlace().equals(Optional.of(host.id()));
        if (recorded || facts.world().manager().storeWorks()) {
            draft.operate(host, facts.group().id(), member, Operation.Kind.START);
        }
    }

    private static boolean backingOff(GroupFacts facts, HostId host, PlanDraft draft) {
        if (Failing.backingOff(facts.group(), host, draft.now())
                && facts.group().failures().get(host) instanceof GroupView.Failures failures) {
            draft.wakeAt(failures.retryAt());
            return true;
        }
        return false;
    }
}
