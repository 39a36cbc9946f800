package io.halo.agent.operation;

import io.halo.agent.ocf.Op;
import io.halo.agent.operation.Outcome.Busy;
import io.halo.agent.operation.Outcome.Since;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All scripts that nobody waits for, and what they keep busy. Any thread may call it; nothing here
/// blocks.
final class Remnants {
    private static final Logger LOG = LoggerFactory.getLogger(Remnants.class);

    private final Notes notes;
    private final Executor threads;

    /// A few at most: one for each script that ran when an agent was killed, or that cannot be
    /// ended.
    private final List<Remnant> all = new CopyOnWriteArrayList<>();

    Remnants(Notes notes, Executor threads) {
        this.notes = notes;
        this.threads = threads;
    }

    /// Takes over what an earlier agent process left.
    void adopt() {
        for (Note note : notes.left()) {
            if (note.isReadable()) {
                LOG.info(
                        "{} of {} was begun by an earlier agent: busy until it has ended",
                        note.operation(),
                        note.resource());
            } else {
                LOG.error(
                        "the note {} cannot be read: everything is busy until the processes with its mark have ended",
                        note.token());
            }
            add(note);
        }
    }

    /// Its resource is busy from now on, until nothing of it is left.
    void add(Note note) {
        var remnant = new Remnant(note, notes);
        all.add(remnant);
        threads.execute(() -> {
            remnant.watch();
            notes.end(note.token());
            all.remove(remnant);
        });
    }

    /// What keeps this operation from running.
    Optional<Busy> obstacle(Op op, String resource) {
        for (Remnant remnant : all) {
            var note = remnant.note();
            var state = remnant.state();
            boolean concerned = note.resource().equals(resource) || !note.isReadable();
            if (concerned
                    && state.isPresent()
                    && (state.get() != Since.ORPHANS || op == Op.START)) {
                return Optional.of(
                        new Busy(
                                note.operation(), note.op(), state.get(), text(note, state.get())));
            }
        }
        return Optional.empty();
    }

    /// A monitor that ran while only orphans remained has found the resource running: they are what
    /// keeps it so.
    void seenRunning(String resource) {
        all.stream()
                .filter(remnant -> remnant.note().resource().equals(resource))
                .filter(remnant -> remnant.state().filter(Since.ORPHANS::equals).isPresent())
                .forEach(Remnant::dismiss);
    }

    private static String text(Note note, Since since) {
        String what =
                note.isReadable()
                        ? "the script of " + note.operation()
                        : "a script that nobody knows";
        return switch (since) {
            case STUCK -> what + " cannot be ended and still has processes";
            case ORPHANS -> what + ", begun by an earlier agent, has left processes that still run";
            case LEFTOVER, RUNNING -> what + ", begun by an earlier agent, still runs";
        };
    }
}
