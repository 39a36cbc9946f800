package io.halo.engine;

import io.halo.core.model.HostId;
import io.halo.core.model.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks the agents whether resource agents are there and like the parameters of the resources that
/// they may have to run (`validate-all`, OCF resource agent API). Changes nothing, and decides
/// nothing.
@FunctionalInterface
public interface ScriptChecks {
    /// Asks about every resource on every host that may run it, one at a time on each host.
    ///
    /// @param patience what was not answered by then is [Result#UNANSWERED]
    /// @return hosts and their resources in the order of the file; empty if others are being asked
    ///   already
    Optional<List<Check>> check(Duration patience) throws InterruptedException;

    /// @param kind the resource agent, such as `heartbeat/ZFS`
    /// @param text what it says, or why there is no answer; empty if all is well
    record Check(HostId host, ResourceId resource, String kind, Result result, String text) {}

    /// What became of a question.
    enum Result {
        FINE,
        /// The resource agent is there and does not like its parameters, or misses something.
        OBJECTS,
        /// There is no such resource agent, or it cannot be run.
        MISSING,
        /// It does not know `validate-all`.
        UNABLE,
        UNANSWERED
    }
}
