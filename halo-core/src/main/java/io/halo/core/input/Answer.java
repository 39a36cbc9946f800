package io.halo.core.input;

import io.halo.core.model.CommandId;

/// What a command is told as soon as it was judged.
public sealed interface Answer {
    /// Taken; its record says what became of it, also if there was nothing to do.
    record Accepted(CommandId id) implements Answer {}

    /// Refused before anything was done.
    ///
    /// @param why one sentence
    /// @param advice what to type instead, or empty
    record Refused(String why, String advice) implements Answer {}

    /// There is no such host or group.
    record NotFound(String why) implements Answer {}

    /// The state store cannot be written: nothing was done.
    record NotWritable(String why) implements Answer {}

    /// An answer with the ticket of the input that it answers.
    record Given(long ticket, Answer answer) {}
}
