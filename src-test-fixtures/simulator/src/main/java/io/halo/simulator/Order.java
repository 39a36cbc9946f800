package io.halo.simulator;

import io.halo.core.model.GroupId;
import io.halo.core.model.ResourceId;
import org.jspecify.annotations.Nullable;

/// A request to an agent, as it travels.
///
/// @param epoch 0 claims nothing
/// @param manager the manager's instance
/// @param instance the agent process that it is meant for; empty for monitors
/// @param group whose member it is started or stopped for; null for monitors
/// @param timeout of the script, in nanoseconds
record Order(
        long epoch,
        String manager,
        String instance,
        long sequence,
        Op op,
        ResourceId resource,
        @Nullable GroupId group,
        long timeout) {
    enum Op {
        START,
        STOP,
        MONITOR;

        boolean changes() {
            return this != MONITOR;
        }
    }
}
