package io.halo.engine;

import io.halo.core.input.Input;

/// Where everything that was heard goes. Any thread may call it.
@FunctionalInterface
public interface Inbox {
    /// Hands an input to the loop. Waits while the inbox is full, so that a flood slows its source
    /// and loses nothing.
    void put(Input input);
}
