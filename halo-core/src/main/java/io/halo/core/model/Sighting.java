package io.halo.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was last seen of a resource on a host. It counts only for the generation of its group and
/// for the agent's instance and boot that it came from (L2): whatever ends those removes it, but
/// for that something was there ([#past]), which a reboot alone removes.
///
/// @param busy the agent runs a script of this resource that is not ours: nothing is known until it
///   ends
/// @param doubtful of Running: so by the last good look, but the newest monitor failed once: asked
///   again, not relied on. Of Unknown and CannotRun: Running or Failed by the last look that told
///   anything
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

    /// Of before any generation.
    private static final long PAST = 0;

    /// What is left of one that counts no more: that it was there.
    public Sighting past() {
        return new Sighting(
                State.UNKNOWN,
                false,
                true,
                "not looked at again yet",
                PAST,
                sinceStep,
                since,
                checkedAt,
                0);
    }

    /// The same if nothing is known of what came before; else one that does not tell remembers that
    /// it was there: a script that is gone ends nothing that runs.
    public Sighting after(@Nullable Sighting before) {
        return tellsNothing() && before != null && before.isThere()
                ? new Sighting(
                        state, busy, true, reason, sentStep, sinceStep, since, checkedAt, streak)
                : this;
    }

    public boolean isPast() {
        return sentStep == PAST;
    }

    public boolean is(State expected) {
        return state == expected;
    }

    /// Running, and the newest look said so.
    public boolean surelyRunning() {
        return state == State.RUNNING && !doubtful;
    }

    /// Running or Failed, now or by the last look that told anything: something of it is there, or
    /// may be.
    public boolean isThere() {
        return state == State.RUNNING || state == State.FAILED || wasThere();
    }

    /// Not known now.
    public boolean wasThere() {
        return tellsNothing() && doubtful;
    }

    private boolean tellsNothing() {
        return state == State.UNKNOWN || state == State.CANNOT_RUN;
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
