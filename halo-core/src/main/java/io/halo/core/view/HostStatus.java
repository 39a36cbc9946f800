package io.halo.core.view;

import io.halo.core.model.HostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One server.
///
/// @param active not deactivated; a maintenance does not change that
/// @param fenced power-off was confirmed, and nobody has said `reset` yet
/// @param protection whether its groups would start elsewhere if it died now; `protected` in JSON
/// @param reason why it is not connected, not active or in maintenance; empty for a host that
///   simply works
/// @param maintenance its maintenance window, or null
/// @param fenceDevice what can power it off, or null if nothing is configured
/// @param fence its fence record, or null
public record HostStatus(
        HostId id,
        String address,
        boolean connected,
        boolean active,
        boolean fenced,
        Protection protection,
        String reason,
        @Nullable Maintenance maintenance,
        @Nullable FenceDevice fenceDevice,
        @Nullable Fence fence) {

    /// The same without when its fence device was asked.
    HostStatus timeless() {
        FenceDevice device =
                fenceDevice == null
                        ? null
                        : new FenceDevice(
                                fenceDevice.ok(),
                                fenceDevice.failing(),
                                null,
                                fenceDevice.reason());
        return new HostStatus(
                id,
                address,
                connected,
                active,
                fenced,
                protection,
                reason,
                maintenance,
                device,
                fence);
    }

    /// @param reason the first guard that would hold a fence back, or empty
    public record Protection(boolean ok, String reason) {}

    /// @param until when the operator will be reminded, or null; it ends by command only
    public record Maintenance(
            @Nullable Instant until, String actor, String comment, Instant since) {}

    /// All fence levels of the host together.
    ///
    /// @param ok every level is proven and answers
    /// @param failing some level gives no usable answer, or is not trusted; not proven yet is not
    ///   failing
    /// @param checkedAt the oldest of the levels' newest answers, or null if one was never answered
    public record FenceDevice(
            boolean ok, boolean failing, @Nullable Instant checkedAt, String reason) {}

    /// @param attempt counted from 1; 0 before the first
    /// @param reason what is wrong with the newest attempt, else why the host is fenced
    public record Fence(State state, int attempt, String reason) {}

    /// The states of a fence record.
    public enum State {
        PLANNED,
        RUNNING,
        FAILED,
        UNKNOWN,
        ABANDONED,
        CONFIRMED,
        RETURNED,
        LIED
    }
}
