package io.halo.core.model;

import java.time.Instant;

/// What the manager knows of the way to a host's agent. Exactly one of these holds (safety.md
/// section 7).
public sealed interface Reach {
    /// First contact is being tried.
    record Connecting(Instant since) implements Reach {}

    /// Has never answered a manager that uses this state file; such a host is never fenced by
    /// itself.
    record NeverSeen(Instant since, String why) implements Reach {}

    /// Answers heartbeats at our epoch.
    record Up(AgentInstance instance, BootId boot, Instant since) implements Reach {}

    /// Has missed heartbeats, or was known to an earlier manager and has not answered this one yet.
    ///
    /// @param refusals tries in a row that were refused or closed (they count only in test mode)
    record Suspect(Instant since, String why, int refusals) implements Reach {}

    /// No sign of life for `dead_after`: dead, as far as the network can tell.
    record Silent(Instant declaredAt, String why) implements Reach {}

    /// The server lives, its agent does not serve: never a reason for a new automatic fence.
    record AliveNotServing(Instant since, String why) implements Reach {}

    /// The trouble is on our side (name not resolved, no descriptors): says nothing about the host.
    record CannotTell(Instant since, String cause) implements Reach {}

    /// Obeys a manager with a higher epoch.
    record Refusing(Instant since, long epoch, String manager) implements Reach {}
}
