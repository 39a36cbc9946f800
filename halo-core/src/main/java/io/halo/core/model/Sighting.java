package io.halo.core.model;

import java.time.Instant;

/// What was last seen of a resource on a host. It counts only for the generation of its group and
/// for the agent's instance and boot that it came from (L2): whatever ends those removes it.
///
/// @param busy the agent runs a script of this resource that is not ours: nothing is known until it
///   ends
/// @param doubtful Running by the last good look, but the newest monitor failed once: asked again,
///   not relied on
/// @param reason words of the script, empty if there are none
/// @param sentStep the step that sent the look: current if not before the step in which a need
///   arose
/// @param sinceStep the step in which this state was first seen
/// @param since when this state was first seen
/// @param checkedAt when the newest look was answered
/// @param streak looks in a row that failed, or that timed out
public record Sighting(
        State state,
        boolean busy,
        boolean doubtful,
        String reason,
        long sentStep,
        long sinceStep,
        Instant since,
        Instant checkedAt,
        int streak) {

    public boolean is(State expected) {
        return state == expected;
    }

    /// Running, and the newest look said so.
    public boolean surelyRunning() {
        return state == State.RUNNING && !doubtful;
    }

    /// Running or Failed: something of it is there, or may be.
    public boolean isThere() {
        return state == State.RUNNING || state == State.FAILED;
    }

    /// What a look at a resource on a host can show.
    public enum State {
        RUNNING,
        STOPPED,
        FAILED,
        UNKNOWN,
        CANNOT_RUN
    }
}
