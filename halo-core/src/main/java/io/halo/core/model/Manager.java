package io.halo.core.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// This manager: what it may do and which epoch it claims (L8).
///
/// @param epoch claimed from agents; 0 claims nothing
/// @param instance random id of this process
/// @param refusal the agent that obeys a newer manager, or null; from then on this one is passive
/// @param storeFailure why the state store cannot be written, or null
/// @param pausedUntil the end of the last pause of this process, or null
public record Manager(
        Mode mode,
        boolean refusedIsSilent,
        long epoch,
        String instance,
        Instant startedAt,
        @Nullable Refusal refusal,
        @Nullable String storeFailure,
        @Nullable Instant pausedUntil) {

    /// Whether it may start, stop and fence.
    public boolean acting() {
        return mode == Mode.MANAGE && refusal == null;
    }

    public boolean storeWorks() {
        return storeFailure == null;
    }

    /// The epoch to send: 0 for one that only looks.
    public long claim() {
        return acting() ? epoch : 0;
    }

    public Optional<Refusal> refused() {
        return Optional.ofNullable(refusal);
    }

    /// Takes over from the manager that it met: claims more than that one.
    public Manager takeOver() {
        long above = refusal == null ? epoch : Math.max(epoch, refusal.epoch()) + 1;
        return new Manager(
                mode, refusedIsSilent, above, instance, startedAt, null, storeFailure, pausedUntil);
    }

    public Manager withRefusal(Refusal next) {
        return new Manager(
                mode, refusedIsSilent, epoch, instance, startedAt, next, storeFailure, pausedUntil);
    }

    public Manager withStoreFailure(@Nullable String why) {
        return new Manager(
                mode, refusedIsSilent, epoch, instance, startedAt, refusal, why, pausedUntil);
    }

    /// Whether this process was stopped for a while after that moment: what was asked then and is
    /// read now may be old.
    public boolean beforePause(Instant moment) {
        return pausedUntil != null && moment.isBefore(pausedUntil);
    }

    public Manager pausedUntil(Instant end) {
        return new Manager(
                mode, refusedIsSilent, epoch, instance, startedAt, refusal, storeFailure, end);
    }

    /// What the manager was started for.
    public enum Mode {
        /// Looks, and says what it would do.
        OBSERVE,
        MANAGE
    }

    /// An agent obeys a newer manager.
    public record Refusal(HostId host, long epoch, String manager, Instant at) {}
}
