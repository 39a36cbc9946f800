package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// Names one fence record; never used twice.
public record FenceId(String value) implements Comparable<FenceId> {
    public FenceId {
        id(value, "FenceId");
    }

    @Override
    public int compareTo(FenceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
