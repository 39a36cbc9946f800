package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// The kernel's id of one boot of a server; with test agents, the instance.
public record BootId(String value) implements Comparable<BootId> {
    public BootId {
        id(value, "BootId");
    }

    @Override
    public int compareTo(BootId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
