package io.halo.core.input;

import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import org.jspecify.annotations.Nullable;

/// How an operation of a resource ended. Three kinds, never two: it ended, it never ran, or nobody
/// knows (L9).
public sealed interface Outcome {
    /// The script ended.
    ///
    /// @param words its `ocf_exit_reason` or the tail of its stderr, one line
    record Ended(int code, String words) implements Outcome {}

    /// The script was killed at its timeout.
    ///
    /// @param stuck whether it could not be killed
    record TimedOut(boolean stuck, String words) implements Outcome {}

    /// There is no such script, or it cannot be executed: it never ran.
    record NotRun(String why) implements Outcome {}

    /// The agent runs another script of this resource: it never ran.
    record Busy(String what) implements Outcome {}

    /// The agent refused; it never ran.
    ///
    /// @param epoch the highest epoch that the agent has seen
    /// @param manager who claimed that
    record Refused(Reason reason, long epoch, String manager, String why) implements Outcome {}

    /// It was never sent: its `notAfter` had passed, or there was no connection.
    record NotSent(String why) implements Outcome {}

    /// It was sent, and no answer will come: it may have run, or run still.
    record Unknown(String why) implements Outcome {}

    /// Why an agent refuses.
    enum Reason {
        STALE,
        OTHER_INSTANCE,
        LOWER_EPOCH,
        BAD_REQUEST,
        LIMIT
    }

    /// Who answered; null where nobody did.
    record Answerer(AgentInstance instance, BootId boot) {}

    /// An outcome with its answerer.
    record From(Outcome outcome, @Nullable Answerer answerer) {}
}
