package io.halo.engine;

import io.halo.core.model.CommandId;
import io.halo.core.model.CommandRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What became of operators' commands. Any thread may ask; it never waits for the loop.
public interface Operations {
    /// Those under way and those of the last day, the oldest first.
    List<CommandRecord> all();

    /// One of them, as it is now.
    Optional<CommandRecord> one(CommandId id);

    /// The same, once it has ended; as it is when the patience is over.
    ///
    /// @throws InterruptedException if the thread was interrupted
    Optional<CommandRecord> ended(CommandId id, Duration patience) throws InterruptedException;
}
