package io.halo.core.model;

import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// One death of one host, however many attempts it takes (L3, safety.md section 6). Durable; proves
/// nothing by itself.
///
/// @param boot the host's boot id when the fence was planned, if known: the same one heard later
///   means that it never was off
/// @param forced whether the operator waived the guards
/// @param again whether the host was latched already: it is again if this fails
public record FenceRecord(
        FenceId id,
        HostId host,
        Kind kind,
        By by,
        String reason,
        Instant plannedAt,
        @Nullable BootId boot,
        boolean forced,
        boolean again,
        State state) {
    /// A first record that nobody forced.
    public FenceRecord(
            FenceId id,
            HostId host,
            Kind kind,
            By by,
            String reason,
            Instant plannedAt,
            @Nullable BootId boot,
            State state) {
        this(id, host, kind, by, reason, plannedAt, boot, false, false, state);
    }

    public FenceRecord withState(State next) {
        return new FenceRecord(id, host, kind, by, reason, plannedAt, boot, forced, again, next);
    }

    /// Planned at that time at the latest.
    public FenceRecord plannedNotAfter(Instant now) {
        return plannedAt.isAfter(now)
                ? new FenceRecord(id, host, kind, by, reason, now, boot, forced, again, state)
                : this;
    }

    /// A further fence of a latched host has failed: it stays latched. What it was heard with since
    /// tells nothing about the first power-off.
    public FenceRecord stillLatched(Instant now) {
        return new FenceRecord(
                id,
                host,
                kind,
                by,
                reason,
                plannedAt,
                null,
                forced,
                again,
                new State.Returned(now, "a further fence of it failed"));
    }

    /// Whether the host counts as fenced: power-off was confirmed and nobody has said `reset` yet.
    public boolean latched() {
        return switch (state) {
            case State.Confirmed _, State.Returned _, State.Lied _ -> true;
            case State.Planned _,
                    State.Running _,
                    State.Failed _,
                    State.Unknown _,
                    State.Abandoned _ ->
                    false;
        };
    }

    /// Whether the host is off by a power cycle of ours and is to be switched on again.
    public boolean owesOn() {
        return kind == Kind.CYCLE && state instanceof State.Confirmed;
    }

    /// Whether power-off is still being worked on.
    public boolean open() {
        return !latched();
    }

    /// Off only, or off and on again (lone groups).
    public enum Kind {
        OFF,
        CYCLE
    }

    /// Who wanted it.
    public enum By {
        AUTO,
        OPERATOR
    }

    /// Where the fence stands. Attempts count from 1 over all levels, levels from 0.
    public sealed interface State {
        /// Guards passed and recorded; nothing spawned.
        record Planned() implements State {}

        /// Its program runs.
        ///
        /// @param bystanders hosts of the set that were connected when it was sent (T2)
        /// @param program its process on the manager's machine, as the fence adapter names it; null
        ///   until known
        record Running(
                int attempt,
                int level,
                Instant since,
                SortedSet<HostId> bystanders,
                @Nullable String program)
                implements State {
            public Running {
                bystanders = Checks.sorted(bystanders);
            }
        }

        /// The host is still on; tried again at `retryAt`.
        record Failed(int attempt, int level, String why, Instant retryAt) implements State {}

        /// The `off` may still take effect; status is asked first, tried again at `retryAt`.
        record Unknown(int attempt, int level, String why, Instant retryAt) implements State {}

        /// Its program could not be killed.
        record Abandoned(int attempt, int level, Instant since) implements State {}

        /// Power-off confirmed by status.
        record Confirmed(int level, Instant at) implements State {}

        /// Heard, or said to be on, after the confirmation.
        record Returned(Instant at, String how) implements State {}

        /// Heard with the boot id that it had before the power-off.
        record Lied(Instant at) implements State {}
    }
}
