package io.halo.agent.operation;

import io.halo.agent.ocf.OcfRoot;
import io.halo.agent.ocf.Op;
import io.halo.agent.ocf.ScriptEnd;
import io.halo.agent.operation.Outcome.Refused;
import io.halo.process.NotRun;
import io.halo.process.ProgramResult;
import io.halo.process.RunningProgram;
import io.halo.process.Spawn;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Runs one script and sees to it that it is noted as long as anything of it runs.
final class Scripts {
    private final ScriptStarter starter;
    private final Notes notes;
    private final Remnants remnants;

    /// A spawn takes a processor for some milliseconds. Hundreds that come at once must leave room
    /// for heartbeats, or this server is taken for dead.
    private final Semaphore spawning =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    Scripts(ScriptStarter starter, Notes notes, Remnants remnants) {
        this.starter = starter;
        this.notes = notes;
        this.remnants = remnants;
    }

    /// Blocks until the script has ended, or has been ended. The caller holds the resource's place;
    /// what cannot be ended is a remnant when this returns.
    ///
    /// @param lastLook why it must not run after all; asked right before it does
    Outcome run(Operation operation, Supplier<Optional<Refused>> lastLook) {
        var note = Note.before(operation, UUID.randomUUID().toString(), notes.boot());
        boolean known = false;
        try {
            var outcome = run(operation, note, lastLook);
            known = true;
            return outcome;
        } finally {
            if (!known) {
                // A bug, or no memory: nobody knows what runs. Its mark tells.
                remnants.add(note);
            }
        }
    }

    private Outcome run(Operation operation, Note note, Supplier<Optional<Refused>> lastLook) {
        Spawn spawn;
        spawning.acquireUninterruptibly();
        try {
            var refused = lastLook.get();
            if (refused.isPresent()) {
                return refused.get();
            }
            notes.begin(note);
            spawn = starter.start(operation.call(), note.token());
        } finally {
            spawning.release();
        }
        return switch (spawn) {
            case NotRun notRun -> notRun(notRun, note);
            case RunningProgram running ->
                    await(operation, running, notes.spawned(note, running.tree()));
        };
    }

    private Outcome await(Operation operation, RunningProgram running, Note note) {
        return switch (running.await()) {
            case NotRun notRun -> notRun(notRun, note);
            case ProgramResult.Ended ended -> ended(operation, ended, note);
            case ProgramResult.TimedOut timedOut -> timedOut(operation, timedOut, note);
        };
    }

    private Outcome ended(Operation operation, ProgramResult.Ended ended, Note note) {
        notes.end(note.token());
        if (operation.call().op() == Op.MONITOR && ended.exitStatus() == 0) {
            remnants.seenRunning(operation.resource());
        }
        return switch (OcfRoot.end(operation.call(), ended)) {
            case ScriptEnd.Said said ->
                    new Outcome.Ended(said.status(), said.words(), said.stdout(), ended.duration());
            case ScriptEnd.TooLong tooLong ->
                    new Outcome.NotRun(Outcome.Why.OUTPUT_TOO_LONG, tooLong.why());
        };
    }

    private Outcome timedOut(Operation operation, ProgramResult.TimedOut timedOut, Note note) {
        if (timedOut.isStuck()) {
            remnants.add(notes.stuck(note));
        } else {
            notes.end(note.token());
        }
        String end =
                timedOut.isStuck()
                        ? "and cannot be killed: " + timedOut.stuck().size() + " processes"
                        : "killed";
        return new Outcome.TimedOut(
                timedOut.isStuck(),
                OcfRoot.words(timedOut),
                "not done within " + operation.call().timeout().toMillis() + " ms, " + end,
                timedOut.duration());
    }

    private Outcome notRun(NotRun notRun, Note note) {
        notes.end(note.token());
        var why =
                switch (notRun.reason()) {
                    case NOT_FOUND -> Outcome.Why.NO_SCRIPT;
                    case NOT_A_FILE -> Outcome.Why.NOT_A_FILE;
                    case NOT_EXECUTABLE -> Outcome.Why.NOT_EXECUTABLE;
                    case EXEC_FAILED -> Outcome.Why.EXEC_FAILED;
                    case SPAWN_FAILED -> Outcome.Why.SPAWN_FAILED;
                };
        return new Outcome.NotRun(why, notRun.words());
    }
}
