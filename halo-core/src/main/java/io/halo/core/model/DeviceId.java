package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// Names the fence devices of one level of a host by what they are: program and parameters, hashed
/// without revealing them. A changed definition is another device, which has proven nothing yet.
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        id(value, "DeviceId");
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
