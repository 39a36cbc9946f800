package io.halo.simulator;

import io.halo.core.input.Outcome;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.Move;
import io.halo.core.model.Phase;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import io.halo.core.plan.Action;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// L7: a group that should run, and runs as a whole, is stopped for a move that is on the disk, to
/// a server that can take it.
final class Stops {
    /// Since its manager has called it running.
    private static final long SETTLED = 2 * Timeline.S;

    /// So long a look may last that began when something was wrong, twice.
    private static final long LOOKS_END = 90 * Timeline.S;

    /// OCF_NOT_RUNNING.
    private static final int NOT_RUNNING = 7;

    /// Looks are sent before the turn that wants them is over and told.
    private static final long TURN = 100 * Timeline.MS;

    private final Ground ground;

    private final TreeMap<GroupId, Long> running = new TreeMap<>();
    private final TreeMap<GroupId, Long> moving = new TreeMap<>();

    /// When the look was sent that has shown last that a resource does not run there.
    private final TreeMap<HostId, TreeMap<ResourceId, Long>> seenDown = new TreeMap<>();

    Stops(Ground ground) {
        this.ground = ground;
    }

    /// An answer to a look has come in.
    void looked(HostId host, ResourceId resource, long sent, Outcome outcome) {
        if (outcome instanceof Outcome.Ended(int code, _) && code == NOT_RUNNING) {
            seenDown.computeIfAbsent(host, _ -> new TreeMap<>()).merge(resource, sent, Math::max);
        }
    }

    /// A manager says so. A move whose destination is lost, or that cannot be put on record, is not
    /// spoken of as long, and goes on then.
    void phase(ManagerProcess manager, GroupId group, Phase phase) {
        if (phase == Phase.MOVING) {
            moving.putIfAbsent(group, ground.now());
            return;
        }
        if (!asking(manager, group)) {
            moving.remove(group);
        }
        if (phase == Phase.RUNNING) {
            running.putIfAbsent(group, ground.now());
        } else {
            running.remove(group);
        }
    }

    /// A stop leaves the manager.
    void dispatches(ManagerProcess manager, Ear ear, Action.Operate action) {
        GroupId id = action.group();
        GroupSpec group = manager.spec().group(id);
        Long since = running.get(id);
        Server from = ground.server(action.host());
        boolean first =
                since != null
                        && ground.now() - since >= SETTLED
                        && group.members().stream().allMatch(from.copies::containsKey)
                        && from.troubles.none(LOOKS_END, ground.now());
        if (!first || ground.judge.intents().mayBeStopped(id)) {
            return;
        }
        running.remove(id);
        List<Row> rows = manager.seat().disk().rows();
        Optional<Move> move = move(rows, id);
        if (move.isEmpty()) {
            broken(action, "runs, and no move of it is recorded");
        } else if (!move.get().restart() && move.get().to() instanceof HostId to) {
            unable(ear, rows, manager, to, id)
                    .or(() -> unasked(manager, to, group))
                    .ifPresent(why -> broken(action, to + " " + why));
        }
    }

    private void broken(Action.Operate action, String why) {
        ground.judge.broken(
                "L7", action.resource() + " on " + action.host() + " is stopped: " + why);
    }

    private static boolean asking(ManagerProcess manager, GroupId group) {
        return move(manager.seat().disk().rows(), group)
                .filter(move -> move.state() instanceof Move.State.Preflight)
                .isPresent();
    }

    private static Optional<Move> move(List<Row> rows, GroupId group) {
        return rows.stream()
                .filter(row -> row instanceof Row.OfMove it && it.group().equals(group))
                .map(row -> ((Row.OfMove) row).move())
                .filter(Move::underWay)
                .findFirst();
    }

    /// The preflight: since its manager says that it moves, every part of the group was seen to be
    /// down there.
    private Optional<String> unasked(ManagerProcess manager, HostId to, GroupSpec group) {
        Long since = moving.get(group.id());
        if (since == null) {
            return Optional.empty();
        }
        TreeMap<ResourceId, Long> seen = seenDown.getOrDefault(to, new TreeMap<>());
        return manager.spec().exclusive(group).stream()
                .filter(member -> seen.getOrDefault(member, Long.MIN_VALUE) < since - TURN)
                .findFirst()
                .map(member -> "was not seen without " + member + " since the move began");
    }

    /// Why the destination cannot take it.
    private Optional<String> unable(
            Ear ear, List<Row> rows, ManagerProcess manager, HostId to, GroupId id) {
        if (ground.now() - ear.last(to) > manager.spec().deadAfter().toNanos()) {
            return Optional.of("was not heard");
        }
        if (ground.judge.intents().inactive(to)) {
            return Optional.of("is inactive");
        }
        if (ground.judge.intents().inMaintenance(to)) {
            return Optional.of("is in maintenance");
        }
        if (Targets.fence(rows, to).filter(FenceRecord::latched).isPresent()) {
            return Optional.of("is fenced");
        }
        int limit = manager.spec().group(id).policy().startAttempts();
        var window = manager.clock().now().minus(manager.spec().group(id).policy().window());
        boolean often =
                rows.stream()
                        .anyMatch(row ->
                                row instanceof Row.OfFailures it
                                        && it.group().equals(id)
                                        && it.host().equals(to)
                                        && it.failures() != null
                                        && it.failures().count(window) >= limit);
        return often ? Optional.of("has failed too often") : Optional.empty();
    }
}
