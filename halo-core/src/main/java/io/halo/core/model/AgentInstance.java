package io.halo.core.model;

import static io.halo.core.model.Checks.id;

/// The random id of one agent process; a new one after each start of the process.
public record AgentInstance(String value) implements Comparable<AgentInstance> {
    public AgentInstance {
        id(value, "AgentInstance");
    }

    @Override
    public int compareTo(AgentInstance other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
