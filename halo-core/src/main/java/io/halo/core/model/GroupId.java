package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// Names a resource group: the id of its root resource.
public record GroupId(String value) implements Comparable<GroupId> {
    public GroupId {
        id(value, "GroupId");
    }

    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
