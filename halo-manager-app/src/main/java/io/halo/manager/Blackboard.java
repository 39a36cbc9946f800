package io.halo.manager;

import io.halo.core.input.Restore;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.Finding;
import io.halo.core.model.Manager;
import io.halo.core.model.Row;
import io.halo.core.model.World;
import io.halo.engine.MonotonicClock;
import io.halo.engine.PublishedStatus;
import io.halo.manager.adapter.store.SqliteStateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The World as the manager begins with it, and the newest one for those who read.
///
/// @param first as restored
/// @param saved what the store knows; the difference to `first` is written with the first step
/// @param leftovers programs of fences that an earlier manager left running
record Blackboard(
        World first,
        World saved,
        List<String> leftovers,
        PublishedStatus published,
        Notices notices) {

    static Blackboard restore(
            ClusterSpec spec,
            ManagerOptions options,
            SqliteStateStore store,
            MonotonicClock clock,
            Notices notices) {
        Instant now = clock.now();
        var manager =
                new Manager(
                        options.manageResources() ? Manager.Mode.MANAGE : Manager.Mode.OBSERVE,
                        options.fenceOnConnectionClose(),
                        options.manageResources() ? epoch(store) : 0,
                        UUID.randomUUID().toString(),
                        now,
                        null,
                        null,
                        null);
        List<Row> rows = store.rows();
        World restored = Restore.world(spec, manager, rows, now);
        return new Blackboard(
                restored,
                Restore.saved(spec, manager, rows, now),
                rows.stream().flatMap(row -> program(row).stream()).toList(),
                new PublishedStatus(restored, clock::now, store),
                notices);
    }

    private static long epoch(SqliteStateStore store) {
        try {
            return store.nextEpoch();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static Optional<String> program(Row row) {
        return row instanceof Row.OfFence(FenceRecord fence)
                        && fence.state() instanceof FenceRecord.State.Running run
                ? Optional.ofNullable(run.program())
                : Optional.empty();
    }

    void publish(World world) {
        List<Finding> own = notices.all();
        if (own.isEmpty()) {
            published.publish(world);
        } else {
            var all = new ArrayList<>(world.findings());
            all.addAll(own);
            published.publish(world.withFindings(all));
        }
    }
}
