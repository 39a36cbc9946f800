package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// Names one start, stop or monitor sent to an agent; never used twice.
public record OperationId(String value) implements Comparable<OperationId> {
    public OperationId {
        id(value, "OperationId");
    }

    @Override
    public int compareTo(OperationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
