package io.halo.engine;

import io.halo.core.forecast.Foreseen;
import io.halo.core.forecast.Supposition;
import io.halo.core.model.GroupId;
import io.halo.core.model.HostId;
import io.halo.core.view.Explanation;
import java.util.Optional;

/// Why things are as they are, and what would become of them. Any thread may ask; it never waits
/// for the loop.
public interface Outlook {
    /// Empty if there is no such group.
    Optional<Explanation> explain(GroupId id);

    /// Empty if there is no such host.
    Optional<Explanation> explain(HostId id);

    /// Runs the core forward from what is known now.
    ///
    /// @throws IllegalArgumentException if a supposed dead host is not configured
    Foreseen foresee(Supposition supposition);

    /// Everything that the manager knows, as [io.halo.core.text.WorldText] writes it.
    String dump();
}
