package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// Names one fence record; never used twice. Begins with the incident that it belongs to.
public record FenceId(String value) implements Comparable<FenceId> {
    private static final char SEPARATOR = '/';

    public FenceId {
        id(value, "FenceId");
    }

    /// A fence that is planned in that step of a manager; an incident may outlive several.
    ///
    /// @param incident what it is part of, as events name it
    public static FenceId of(String incident, Manager manager, long step) {
        return new FenceId(incident + SEPARATOR + manager.epoch() + "." + step);
    }

    /// What its detection and the starts that follow are part of, too. Of a record from before
    /// incidents had names: the record itself.
    public String incident() {
        int end = value.lastIndexOf(SEPARATOR);
        return end < 0 ? value : value.substring(0, end);
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
