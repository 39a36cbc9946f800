package io.halo.simulator;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.Row;
import io.halo.engine.StateStore;
import java.io.IOException;
import java.util.List;

/// Kills a manager in the middle of a turn: before a record, after it, or between two of the
/// actions that it dispatches.
final class Fuse {
    private static final int NEVER = -1;

    private int writes = NEVER;
    private int actions = NEVER;
    private boolean afterWrite;

    /// At the write after so many.
    void atWrite(int count, boolean after) {
        writes = count;
        afterWrite = after;
    }

    /// At the action after so many; only starts, stops and fences count.
    void atAction(int count) {
        actions = count;
    }

    boolean lit() {
        return writes != NEVER || actions != NEVER;
    }

    /// Called for each action that leaves the process.
    void action() {
        if (actions != NEVER && actions-- == 0) {
            actions = NEVER;
            throw new Crash();
        }
    }

    /// The store as the manager sees it.
    StateStore around(Disk disk) {
        return new StateStore() {
            @Override
            public List<Row> rows() {
                return disk.rows();
            }

            @Override
            public long nextEpoch() throws IOException {
                return disk.nextEpoch();
            }

            @Override
            public void write(Change change, List<Event> events) throws IOException {
                boolean now = writes != NEVER && writes-- == 0;
                if (now && !afterWrite) {
                    writes = NEVER;
                    throw new Crash();
                }
                disk.write(change, events);
                if (now) {
                    writes = NEVER;
                    throw new Crash();
                }
            }

            @Override
            public List<Stored> events(int limit) {
                return disk.events(limit);
            }
        };
    }
}
