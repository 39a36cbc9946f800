package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// Names a failover set: the smallest host id in it.
public record SetId(String value) implements Comparable<SetId> {
    public SetId {
        id(value, "SetId");
    }

    @Override
    public int compareTo(SetId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
