package io.halo.core.view;

import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostView;
import io.halo.core.model.Operation;
import io.halo.core.model.Reach;
import io.halo.core.model.SetView;
import io.halo.core.model.Sighting;
import io.halo.core.model.Work;
import io.halo.core.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/// Whether a group is not wholly running for longer than its own operation in flight: a reason for
/// CRITICAL.
///
/// Phases that somebody must end, or that wait for power, are overdue at once. In the others the
/// manager is at work: they are overdue when it has failed more than once in a row, or when no
/// start or stop of the group, or first look after one, is in flight before its deadline, and
/// nothing has changed for [#GRACE] (no sighting, no host), nor has the manager just started.
final class Overdue {
    /// Room for the next look, a back-off of the first failures, and an agent that restarts.
    static final Duration GRACE = Duration.ofSeconds(10);

    private Overdue() {}

    static boolean is(World world, GroupSpec spec, Instant now) {
        SetView set = world.setOf(spec.id());
        GroupView group = set.group(spec.id());
        if (!group.managed() || !group.wanted()) {
            return false;
        }
        return switch (ResourceProjection.report(set, spec).phase()) {
            case RUNNING, HELD, UNMANAGED -> false;
            case CONFLICT, STOP_FAILED, ERROR, AWAIT_POWER, NO_TARGET -> true;
            case BUSY, RESOLVING, LEFTOVER, STOP_WANTED, MOVING, HEALING, AWAIT_HOST, STARTING ->
                    failsAgain(group)
                            || (!justStarted(world, now)
                                    && !operationInFlight(set, spec, now)
                                    && !isLookedAt(set, spec, now)
                                    && !changedLately(set, spec, now));
        };
    }

    /// One failure may be chance.
    private static boolean failsAgain(GroupView group) {
        return group.failures().values().stream().anyMatch(failures -> failures.row() > 1);
    }

    private static boolean justStarted(World world, Instant now) {
        Duration dead = world.spec().deadAfter();
        Duration room = dead.compareTo(GRACE) > 0 ? dead : GRACE;
        return now.isBefore(world.manager().startedAt().plus(room));
    }

    private static boolean operationInFlight(SetView set, GroupSpec spec, Instant now) {
        return set.hosts().values().stream()
                .flatMap(host -> host.work().operations().values().stream())
                .anyMatch(operation ->
                        operation.group().equals(spec.id()) && pending(operation, now));
    }

    /// After a start or stop nothing is known of the resource until a look has told.
    private static boolean isLookedAt(SetView set, GroupSpec spec, Instant now) {
        return spec.candidates().stream()
                .map(set::host)
                .anyMatch(host ->
                        spec.parents().keySet().stream()
                                .anyMatch(member ->
                                        host.work().sighting(member).isEmpty()
                                                && host.work().monitors().get(member)
                                                        instanceof Work.Look look
                                                && now.isBefore(look.deadline())));
    }

    private static boolean pending(Operation operation, Instant now) {
        return operation.inFlight() && now.isBefore(operation.deadline());
    }

    private static boolean changedLately(SetView set, GroupSpec spec, Instant now) {
        return spec.candidates().stream()
                .map(set::host)
                .flatMap(host ->
                        Stream.concat(
                                Stream.of(since(host.contact().reach())), sightings(host, spec)))
                .max(Comparator.naturalOrder())
                .map(newest -> now.isBefore(newest.plus(GRACE)))
                .orElse(false);
    }

    private static Stream<Instant> sightings(HostView host, GroupSpec spec) {
        return spec.parents().keySet().stream()
                .flatMap(member -> host.work().sighting(member).stream())
                .map(Sighting::since);
    }

    private static Instant since(Reach reach) {
        return switch (reach) {
            case Reach.Connecting(Instant since) -> since;
            case Reach.NeverSeen(Instant since, String _) -> since;
            case Reach.Up up -> up.since();
            case Reach.Suspect(Instant since, String _, int _) -> since;
            case Reach.Silent(Instant declaredAt, String _) -> declaredAt;
            case Reach.AliveNotServing(Instant since, String _) -> since;
            case Reach.CannotTell(Instant since, String _) -> since;
            case Reach.Refusing(Instant since, long _, String _) -> since;
        };
    }
}
