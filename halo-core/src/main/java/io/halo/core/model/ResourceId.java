package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// Names a resource of the configuration.
public record ResourceId(String value) implements Comparable<ResourceId> {
    public ResourceId {
        id(value, "ResourceId");
    }

    @Override
    public int compareTo(ResourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
