package io.halo.core.plan;

import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Phase;
import io.halo.core.model.PhaseReport;
import io.halo.core.model.World;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Joins the starts of a group in the history to the loss of the host where it was. Nothing is
/// decided by it.
final class Incidents {
    private Incidents() {}

    /// A group that is about to be started, as part of the incident of its last place.
    static GroupView because(World world, GroupView group) {
        String lost =
                group.place() instanceof HostId place && world.setOf().containsKey(place)
                        ? world.host(place).incident()
                        : null;
        return lost == null ? group : group.withIncident(lost);
    }

    /// That it is started elsewhere than where it was. A move that was planned tells of itself.
    static Optional<Event> failover(GroupView group, HostId to) {
        return group.lastPlace()
                .filter(from -> !from.equals(to) && group.moving().isEmpty())
                .map(from ->
                        Event.of(
                                        Event.Kind.MOVE,
                                        group.id(),
                                        group.incident() == null
                                                ? "starts on " + to + " instead of " + from
                                                : "fails over from " + from + " to " + to)
                                .in(group.incident()));
    }

    /// A group that runs, or is not to be started any more, is out of its incident.
    static World settle(World world, SortedMap<GroupId, PhaseReport> phases) {
        List<GroupView> out =
                phases.entrySet().stream()
                        .filter(entry -> isOut(entry.getValue().phase()))
                        .map(entry -> world.group(entry.getKey()))
                        .filter(group -> group.incident() != null)
                        .map(group -> group.withIncident(null))
                        .toList();
        return out.isEmpty() ? world : world.withGroups(out);
    }

    private static boolean isOut(Phase phase) {
        return switch (phase) {
            case RUNNING, UNMANAGED, HELD, STOP_WANTED -> true;
            case CONFLICT,
                    BUSY,
                    RESOLVING,
                    STOP_FAILED,
                    LEFTOVER,
                    MOVING,
                    ERROR,
                    HEALING,
                    AWAIT_POWER,
                    AWAIT_HOST,
                    NO_TARGET,
                    STARTING ->
                    false;
        };
    }
}
