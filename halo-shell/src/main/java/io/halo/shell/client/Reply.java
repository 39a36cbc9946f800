package io.halo.shell.client;

/// How a request ended. Never an exception: a manager that is down is an everyday matter for the
/// console.
public sealed interface Reply {
    /// The manager did it, or tells what was asked.
    record Answer(int status, Json body) implements Reply {}

    /// The manager says no; the texts are its own.
    ///
    /// @param advice what to type instead; may be empty
    record Refused(int status, String reason, String advice) implements Reply {}

    /// No answer that could be understood. Whether the manager has seen the request is not known.
    record Unreachable(Failure failure, String detail) implements Reply {
        /// False if the request has certainly reached nobody.
        public boolean mayHaveBeenTaken() {
            return failure == Failure.TIMED_OUT
                    || failure == Failure.INTERRUPTED
                    || failure == Failure.BROKEN;
        }
    }

    /// Why there is no answer.
    enum Failure {
        NO_SOCKET,
        NOT_LISTENING,
        NOT_PERMITTED,
        TIMED_OUT,
        INTERRUPTED,
        BROKEN
    }
}
