package io.halo.simulator;

import io.halo.core.input.Command;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.HostId;
import io.halo.core.model.Move;
import io.halo.core.model.Row;
import java.util.List;
import java.util.Optional;

/// L6: where a root is started. Not where somebody has said no; on a fenced server only if no other
/// one can take it. What was said is what is on the disk, and who is there is what was heard.
final class Targets {
    /// So long a server answers without a gap, and its scripts without trouble, that could take a
    /// group; its looks take their time.
    private static final long SURELY = 90 * Timeline.S;

    private final Ground ground;

    Targets(Ground ground) {
        this.ground = ground;
    }

    void starts(ManagerProcess manager, Ear ear, GroupId group, HostId host) {
        List<Row> rows = manager.seat().disk().rows();
        if (goesBack(rows, group, host)) {
            return;
        }
        Intents intents = ground.judge.intents();
        if (intents.inactive(host) && !ground.judge.beingAsked(new Command.Activate(host))) {
            broken(group, host, "inactive");
        }
        if (intents.inMaintenance(host) && !ground.judge.beingAsked(Intents.ends(host))) {
            broken(group, host, "in maintenance");
        }
        // That a fence was withdrawn, for its host answers, cannot be written just now.
        fence(rows, host)
                .filter(fence -> fence.open() && !manager.seat().disk().isFull())
                .ifPresent(_ -> broken(group, host, "being fenced"));
        if (fence(rows, host).filter(FenceRecord::latched).isPresent()) {
            manager.spec().group(group).candidates().stream()
                    .filter(other -> !other.equals(host))
                    .filter(other -> could(manager, ear, rows, group, other))
                    .findFirst()
                    .ifPresent(other -> broken(group, host, "fenced, and " + other + " is not"));
        }
    }

    private void broken(GroupId group, HostId host, String what) {
        ground.judge.broken("L6", group + " is started on " + host + ", which is " + what);
    }

    /// A move that failed is undone where it began.
    private static boolean goesBack(List<Row> rows, GroupId group, HostId host) {
        return rows.stream().anyMatch(row -> undone(row, host).filter(group::equals).isPresent());
    }

    /// Whether some group may go back there.
    static boolean takesBack(List<Row> rows, HostId host) {
        return rows.stream().anyMatch(row -> undone(row, host).isPresent());
    }

    private static Optional<GroupId> undone(Row row, HostId host) {
        return row instanceof Row.OfMove(GroupId group, Move move)
                        && move.underWay()
                        && move.from().equals(host)
                ? Optional.of(group)
                : Optional.empty();
    }

    static Optional<FenceRecord> fence(List<Row> rows, HostId host) {
        return rows.stream()
                .filter(row -> row instanceof Row.OfFence it && it.fence().host().equals(host))
                .map(row -> ((Row.OfFence) row).fence())
                .findFirst();
    }

    private boolean could(
            ManagerProcess manager, Ear ear, List<Row> rows, GroupId id, HostId other) {
        Server server = ground.server(other);
        GroupSpec group = manager.spec().group(id);
        Intents intents = ground.judge.intents();
        return !intents.inactive(other)
                && intents.knows(other)
                && fence(rows, other).isEmpty()
                && ear.steady(other, SURELY, ground.now())
                && server.troubles.none()
                && ground.room(other).troubledUntil() + SURELY < ground.now()
                && group.parents().keySet().stream().allMatch(it -> !server.copies.containsKey(it))
                && rows.stream().noneMatch(row -> failed(row, id, other));
    }

    private static boolean failed(Row row, GroupId group, HostId host) {
        return row instanceof Row.OfFailures it
                && it.group().equals(group)
                && it.host().equals(host);
    }
}
