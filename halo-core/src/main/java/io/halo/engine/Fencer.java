package io.halo.engine;

import io.halo.core.plan.Action;

/// The way to the fence devices. Methods return at once and do not throw; answers come through the
/// [Inbox]. A running program is never cancelled; its own timeout ends it (L3).
public interface Fencer {
    /// Runs one attempt, unless its `notAfter` has passed; one `FenceEnded` follows, always, and
    /// `FenceSpawned` before it once a program runs.
    void powerOff(Action.PowerOff attempt);

    /// Switches on, unless its `notAfter` has passed, and asks for the power state then; one
    /// `PowerAnswered` follows, always.
    void powerOn(Action.PowerOn attempt);

    /// Asks for the power state; one `PowerAnswered` follows, always.
    void ask(Action.AskPower question);

    /// Ends what is left of a program that an earlier manager on this machine started; returns when
    /// it is gone or cannot be ended.
    ///
    /// @param program as reported by `FenceSpawned`
    void endLeftover(String program);
}
