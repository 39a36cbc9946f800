package io.halo.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A planned move of a group, recorded before its first stop (L7). It ends with the group running
/// somewhere, or with a phase that says why not.
///
/// @param command the operation of the operator's command that wants it, or null
/// @param from where the group runs when it begins
/// @param to where it shall run: `from` itself for a restart; null if it is only stopped, until a
///   host can take it
/// @param sinceStep the step in which its present state began: looks sent earlier do not count
/// @param since when that was
public record Move(
        @Nullable CommandId command,
        Kind kind,
        HostId from,
        @Nullable HostId to,
        long sinceStep,
        Instant since,
        State state) {

    public Move in(State next, long step, Instant now) {
        return new Move(command, kind, from, to, step, now, next);
    }

    /// Whether anything is still to be done for it.
    public boolean underWay() {
        return !(state instanceof State.Failed);
    }

    /// Whether something was, or may have been, stopped for it.
    public boolean stopped() {
        return switch (state) {
            case State.Stopping _, State.Starting _, State.Returning _ -> true;
            case State.Preflight _, State.Failed _ -> false;
        };
    }

    public boolean restart() {
        return from.equals(to);
    }

    /// What wants it.
    public enum Kind {
        FAILBACK,
        DEACTIVATE,
        RESTART,
        /// It has failed too often where it runs.
        FAILURE
    }

    /// How far it is.
    public sealed interface State {
        /// The destination is asked whether it can take the group; nothing was stopped.
        record Preflight() implements State {}

        /// The group is being stopped where it runs.
        record Stopping() implements State {}

        /// Stopped; it starts on the destination.
        record Starting() implements State {}

        /// The destination could not take it: it starts again where it ran (L6).
        record Returning(String why) implements State {}

        /// Over; the group is where it can be. Not tried again without a command.
        record Failed(String why) implements State {}
    }
}
