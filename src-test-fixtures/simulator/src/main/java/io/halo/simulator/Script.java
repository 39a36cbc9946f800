package io.halo.simulator;

import io.halo.core.input.Outcome;
import java.util.function.Consumer;

/// A script that runs on a server.
final class Script {
    final Order order;
    final Behaviour behaviour;
    final int boot;
    final Consumer<Outcome> answer;

    /// Whether the agent process that began it still waits for it.
    boolean owned = true;

    /// Whether it has ended, or was ended.
    boolean over;

    Script(Order order, Behaviour behaviour, int boot, Consumer<Outcome> answer) {
        this.order = order;
        this.behaviour = behaviour;
        this.boot = boot;
        this.answer = answer;
    }
}
