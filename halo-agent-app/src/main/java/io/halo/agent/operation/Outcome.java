package io.halo.agent.operation;

import io.halo.agent.ocf.Op;
import io.halo.agent.ocf.Words;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How an operation went. Of the ones that never ran nothing was changed.
public sealed interface Outcome {
    /// The script ended by itself.
    ///
    /// @param status as a shell has it
    /// @param stdout of meta-data and validate-all only
    record Ended(int status, Words words, String stdout, Duration ran) implements Outcome {}

    /// It was ended at its timeout.
    ///
    /// @param stuck it could not be ended
    record TimedOut(boolean stuck, Words words, String text, Duration ran) implements Outcome {}

    /// There was nothing to run, or it could not be run.
    record NotRun(Why why, String text) implements Outcome {}

    /// Another script of its resource runs.
    ///
    /// @param operation empty if nobody knows
    /// @param op null if nobody knows
    record Busy(String operation, @Nullable Op op, Since since, String text) implements Outcome {}

    /// The agent will not do it.
    record Refused(Reason reason, String text) implements Outcome {}

    /// What an operator has to mend.
    enum Why {
        NO_SCRIPT,
        NOT_A_FILE,
        NOT_EXECUTABLE,
        EXEC_FAILED,
        SPAWN_FAILED,
        /// It ran; its answer is too long.
        OUTPUT_TOO_LONG
    }

    /// What keeps the resource busy.
    enum Since {
        /// A script of this process, within its timeout.
        RUNNING,
        /// A script that could not be ended.
        STUCK,
        /// A script that an earlier agent process began.
        LEFTOVER,
        /// Processes that a script of an earlier agent process left; the script itself has ended.
        ORPHANS
    }

    /// Why it is refused.
    enum Reason {
        STALE,
        OTHER_INSTANCE,
        LOWER_EPOCH,
        OTHER_MANAGER,
        NO_CLAIM,
        LIMIT
    }
}
