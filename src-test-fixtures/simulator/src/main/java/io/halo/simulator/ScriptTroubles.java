package io.halo.simulator;

import io.halo.core.model.ResourceId;
import java.util.Optional;
import java.util.TreeMap;

/// What is wrong with the scripts of a server at the moment.
final class ScriptTroubles {
    /// How a script fails.
    enum How {
        FAILS,
        NOT_INSTALLED,
        NOT_CONFIGURED,
        MISSING,
        HANGS,
        STUCK,
        SLOW,
        /// Says that it has done it, or the opposite of what is.
        LIES
    }

    private record Key(Order.Op op, ResourceId resource) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byOp = op.compareTo(other.op);
            return byOp != 0 ? byOp : resource.compareTo(other.resource);
        }
    }

    private final TreeMap<Key, How> all = new TreeMap<>();

    /// When the newest of them ended, or -1.
    private long lastEnd = -1;

    void begin(Order.Op op, ResourceId resource, How how) {
        all.put(new Key(op, resource), how);
    }

    void end(Order.Op op, ResourceId resource, long now) {
        lastEnd = now;
        all.remove(new Key(op, resource));
    }

    boolean none() {
        return all.isEmpty();
    }

    /// Whether all is well, and was for so long.
    boolean none(long forSoLong, long now) {
        return none() && (lastEnd < 0 || now - lastEnd >= forSoLong);
    }

    void endAll(long now) {
        lastEnd = all.isEmpty() ? lastEnd : now;
        all.clear();
    }

    Optional<How> of(Order.Op op, ResourceId resource) {
        return Optional.ofNullable(all.get(new Key(op, resource)));
    }
}
