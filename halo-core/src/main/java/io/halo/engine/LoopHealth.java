package io.halo.engine;

import java.util.Optional;

/// Whether the loop turns. Says nothing about the cluster. Any thread may ask.
@FunctionalInterface
public interface LoopHealth {
    /// What is wrong with the loop; empty when it turns.
    Optional<String> trouble();
}
