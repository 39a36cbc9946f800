package io.halo.core.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An accepted command of an operator and what became of it: an *operation* in HTTP and console.
/// Durable; kept for a day after its end.
///
/// @param target the host or group, or the cluster's name
/// @param comment why, in the operator's words
/// @param steps what was done for it so far, the oldest first
public record CommandRecord(
        CommandId id,
        Kind kind,
        String target,
        String actor,
        String comment,
        Instant started,
        State state,
        List<Step> steps) {
    /// More steps than any sane operation has; later ones are dropped.
    private static final int STEPS_MAX = 100;

    public CommandRecord {
        steps = Checks.list(steps);
    }

    public boolean running() {
        return state instanceof State.Running;
    }

    public CommandRecord withState(State next) {
        return new CommandRecord(id, kind, target, actor, comment, started, next, steps);
    }

    /// Adds a step, unless it is the newest one already.
    public CommandRecord step(Instant at, String text) {
        boolean same = !steps.isEmpty() && steps.getLast().text().equals(text);
        if (same || steps.size() >= STEPS_MAX) {
            return this;
        }
        var next = new ArrayList<>(steps);
        next.add(new Step(at, text));
        return new CommandRecord(id, kind, target, actor, comment, started, state, next);
    }

    /// Something that was done, or is waited for.
    public record Step(Instant at, String text) {}

    /// The commands.
    public enum Kind {
        MANAGE,
        UNMANAGE,
        START,
        STOP,
        RESTART,
        CLEANUP,
        ACTIVATE,
        DEACTIVATE,
        FAILBACK,
        FENCE,
        RESET,
        CONFIRM_OFF,
        ACCEPT_STATE,
        MAINTENANCE,
        FORGET,
        CLEAR;

        /// The name in HTTP and console: `confirm_off`.
        public String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How far it is.
    public sealed interface State {
        record Running() implements State {}

        /// @param changed false if there was nothing to do
        record Done(Instant at, boolean changed) implements State {}

        record Failed(Instant at, String why) implements State {}
    }
}
