package io.halo.engine;

import io.halo.core.input.Answer;
import io.halo.core.input.Command;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Where operators' commands go. Any thread may call it; it blocks until the command was judged
/// and, if it was accepted, is durable.
@FunctionalInterface
public interface Commands {
    /// @param actor who asks
    /// @param comment why, or empty
    /// @param patience how long to wait for the answer
    /// @throws TimeoutException if none came: the command may still be taken
    /// @throws InterruptedException if the thread was interrupted: the same
    Answer ask(Command command, String actor, String comment, Duration patience)
            throws InterruptedException, TimeoutException;
}
