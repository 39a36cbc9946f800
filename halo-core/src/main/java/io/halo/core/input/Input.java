package io.halo.core.input;

import io.halo.core.model.AgentInstance;
import io.halo.core.model.BootId;
import io.halo.core.model.DeviceId;
import io.halo.core.model.DeviceView;
import io.halo.core.model.FenceId;
import io.halo.core.model.HostId;
import io.halo.core.model.OperationId;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;

/// Everything that can reach the core. All instants come from one monotonic clock.
public sealed interface Input {
    /// An agent answered a heartbeat and accepts our epoch.
    record BeatAnswered(
            HostId host,
            Instant sentAt,
            Instant at,
            AgentInstance instance,
            BootId boot,
            boolean durableMemory)
            implements Input {}

    /// An agent answered a heartbeat, but obeys another manager.
    record BeatRefused(HostId host, Instant sentAt, Instant at, long epoch, String manager)
            implements Input {}

    /// A heartbeat had no answer, for a reason of this class.
    record BeatFailed(HostId host, Instant sentAt, Instant at, Trouble trouble, String why)
            implements Input {}

    /// An established connection was closed by the other side. Says nothing yet; worth an immediate
    /// heartbeat.
    record ConnectionClosed(HostId host, Instant at, String why) implements Input {}

    /// A start or stop has ended, or nobody will ever know.
    record OperationEnded(
            HostId host, ResourceId resource, OperationId id, Instant at, Outcome.From result)
            implements Input {}

    /// A monitor has ended.
    record Looked(HostId host, ResourceId resource, OperationId id, Instant at, Outcome.From result)
            implements Input {}

    /// The program of a fence runs.
    ///
    /// @param program its process, to be ended by a later manager if this one dies
    record FenceSpawned(HostId host, FenceId fence, String program) implements Input {}

    /// One attempt to power a host off has ended.
    ///
    /// @param askedAt when status was asked last, after every `off` had ended
    record FenceEnded(
            HostId host,
            FenceId fence,
            int attempt,
            Instant askedAt,
            Instant at,
            FenceResult result)
            implements Input {}

    /// A program that could not be killed has ended at last.
    record FenceReaped(HostId host, DeviceId device, Instant at) implements Input {}

    /// A device was asked for its host's power.
    record PowerAnswered(
            HostId host,
            DeviceId device,
            Instant askedAt,
            Instant at,
            DeviceView.State state,
            String words)
            implements Input {}

    /// A resource agent says how long its operations may take.
    ///
    /// @param kind the script below `resource.d`
    /// @param timeouts of those operations of which it says so
    record ScriptAdvised(String kind, SortedMap<Timeouts.Op, Duration> timeouts) implements Input {}

    /// This process did not run for so long (stopped, or collecting garbage); its silence about
    /// others proves nothing.
    record Paused(Duration length, Instant until) implements Input {}

    /// An operator asks for something.
    ///
    /// @param ticket names the answer
    /// @param actor who asks, as the socket says
    /// @param comment why, in their words
    record Commanded(long ticket, Command command, String actor, String comment) implements Input {}

    /// The state store cannot be written.
    record StoreFailed(String why) implements Input {}

    /// The state store can be written again.
    record StoreWorks() implements Input {}

    /// What an unanswered heartbeat means (safety.md section 5).
    enum Trouble {
        /// Refused, reset, or any byte that shows that the server lives.
        ALIVE_NOT_SERVING,
        /// Nothing came back.
        SILENT,
        /// Our own trouble.
        CANNOT_TELL
    }

    /// How one attempt with one level ended.
    sealed interface FenceResult {
        /// Every device of the level says off.
        record Confirmed(String words) implements FenceResult {}

        /// A device says on, or `off` failed and nothing says off.
        record Failed(String why) implements FenceResult {}

        /// The `off` may still take effect.
        record Unknown(String why) implements FenceResult {}

        /// A program could not be killed.
        record Stuck(String why) implements FenceResult {}

        /// Never spawned: too late, or not possible on this machine.
        record NotSpawned(String why) implements FenceResult {}
    }
}
