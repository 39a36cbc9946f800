package io.halo.agent.operation;

import io.halo.agent.operation.Outcome.Since;
import io.halo.process.Pause;
import io.halo.process.ProcessIdentity;
import io.halo.process.ProcessTree;
import io.halo.process.ProgramSpec;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is left of a script that nobody waits for: an earlier agent process began it, or it could
/// not be ended.
///
/// One thread looks after it ([#watch()]) until nothing is left; requests only read what that
/// thread saw last, because a look at a process that is stuck in the kernel can itself get stuck.
final class Remnant {
    private static final Logger LOG = LoggerFactory.getLogger(Remnant.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    /// How late the end of a leftover may be noticed.
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /// A process is invisible for an instant while it executes another program: one empty look is
    /// no proof.
    private static final int EMPTY_LOOKS = 2;

    private final Note note;
    private final Notes notes;
    private @Nullable ProcessTree tree;
    private int emptyLooks;

    /// Null: nothing is left.
    private volatile @Nullable Since state;

    private volatile boolean dismissed;

    Remnant(Note note, Notes notes) {
        this.note = note;
        this.notes = notes;
        this.tree = note.tree();
        this.state = note.stuck() ? Since.STUCK : Since.LEFTOVER;
    }

    Note note() {
        return note;
    }

    /// What keeps the resource busy; empty: nothing any more.
    Optional<Since> state() {
        return dismissed ? Optional.empty() : Optional.ofNullable(state);
    }

    /// Its matter is settled: what remains is what a good start leaves.
    void dismiss() {
        dismissed = true;
    }

    /// Looks after it until nothing is left, and ends it at its timeout as if this process had
    /// begun it.
    void watch() {
        var pause = FIRST_PAUSE;
        for (var seen = look(); seen.isPresent() && !dismissed; seen = look()) {
            update(seen.get());
            if (seen.get() == Since.LEFTOVER && isOverdue()) {
                end();
            }
            Pause.of(pause);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
        state = null;
    }

    private void update(Since seen) {
        if (seen == Since.ORPHANS && state != Since.ORPHANS) {
            LOG.info(
                    "{} of {}: the script has ended, others of its processes remain",
                    note.operation(),
                    note.resource());
        }
        state = seen;
    }

    private Optional<Since> look() {
        try {
            return lookAt();
        } catch (IllegalStateException | UncheckedIOException e) {
            LOG.warn("cannot look at the processes of {}: {}", note.operation(), e.toString());
            return Optional.of(currentOr(Since.LEFTOVER));
        }
    }

    private Optional<Since> lookAt() {
        var known = tree == null ? find() : Optional.of(tree);
        if (known.isPresent() && state != Since.STUCK && known.get().isLeaderAlive()) {
            emptyLooks = 0;
            return Optional.of(Since.LEFTOVER);
        }
        boolean empty = known.map(ProcessTree::isGone).orElse(true);
        emptyLooks = empty ? emptyLooks + 1 : 0;
        if (emptyLooks >= EMPTY_LOOKS) {
            return Optional.empty();
        }
        return Optional.of(
                empty || state == Since.STUCK ? currentOr(Since.LEFTOVER) : Since.ORPHANS);
    }

    private Since currentOr(Since otherwise) {
        var current = state;
        return current == null ? otherwise : current;
    }

    /// The agent died before it could note which process it had started. The oldest of those that
    /// carry the token is it.
    private Optional<ProcessTree> find() {
        var found =
                ProcessTree.marked(note.token()).stream()
                        .min(
                                Comparator.comparingLong(ProcessIdentity::startTime)
                                        .thenComparingLong(ProcessIdentity::pid))
                        .map(leader -> new ProcessTree(note.token(), leader));
        found.ifPresent(known -> {
            tree = known;
            notes.spawned(note, known);
        });
        return found;
    }

    private boolean isOverdue() {
        var known = tree;
        return note.isReadable()
                && known != null
                && known.isLeaderAlive()
                && Uptime.now()
                                .minus(Uptime.ofTicks(known.leader().startTime()))
                                .compareTo(note.timeout())
                        > 0;
    }

    private void end() {
        var known = tree;
        if (known == null) {
            return;
        }
        LOG.warn(
                "{} of {} was begun by an earlier agent and is over its timeout: it is ended",
                note.operation(),
                note.resource());
        if (!known.end(ProgramSpec.DEFAULT_GRACE).isEmpty()) {
            LOG.error(
                    "{} of {} cannot be ended; the resource stays busy",
                    note.operation(),
                    note.resource());
            state = Since.STUCK;
        }
    }
}
