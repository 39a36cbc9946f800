package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// Names a server; the same id everywhere: configuration, HTTP, metrics, fence agents.
public record HostId(String value) implements Comparable<HostId> {
    public HostId {
        id(value, "HostId");
    }

    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
