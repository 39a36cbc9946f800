package io.halo.simulator;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.Row;
import io.halo.engine.StateStore;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/// A state file: what was written is there, whatever becomes of the manager.
final class Disk implements StateStore {
    private final TreeMap<Row.Key, Row> rows;
    private long epoch;
    private boolean full;

    Disk() {
        this(new TreeMap<>(), 0);
    }

    private Disk(TreeMap<Row.Key, Row> rows, long epoch) {
        this.rows = rows;
        this.epoch = epoch;
    }

    /// A backup, or the file at a second manager.
    Disk copy() {
        return new Disk(new TreeMap<>(rows), epoch);
    }

    boolean isFull() {
        return full;
    }

    void full(boolean is) {
        full = is;
    }

    /// What no manager wrote, for tests of the judges.
    void put(Row row) {
        rows.put(row.key(), row);
    }

    @Override
    public List<Row> rows() {
        return List.copyOf(rows.values());
    }

    @Override
    public long nextEpoch() throws IOException {
        writable();
        epoch++;
        return epoch;
    }

    @Override
    public void write(Change change, List<Event> events) throws IOException {
        writable();
        change.remove().forEach(rows::remove);
        for (Row row : change.put()) {
            rows.put(row.key(), row);
            if (row instanceof Row.OfCluster cluster) {
                epoch = Math.max(epoch, cluster.epoch());
            }
        }
    }

    @Override
    public List<Stored> events(int limit) {
        return List.of();
    }

    private void writable() throws IOException {
        if (full) {
            throw new IOException("no space left on device");
        }
    }
}
