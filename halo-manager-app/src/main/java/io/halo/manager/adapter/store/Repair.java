package io.halo.manager.adapter.store;

import io.halo.core.model.Admin;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.Row;
import io.halo.engine.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes a state file of what verifies in a damaged one. Groups of which something may be lost
/// become unmanaged: an operator has to look where they run. The damaged file is kept.
public final class Repair {
    private static final String WHO = "repair";
    private static final String WHY =
            "the state file was damaged: look where it runs, then manage it";

    private Repair() {}

    /// What was done.
    ///
    /// @param damaged where the damaged file is now; the same file if it was whole
    /// @param lost what is known to be lost, one line each; not known any more of a repair that was
    ///   interrupted
    /// @param unmanaged groups that somebody has to look at
    public record Report(
            Outcome outcome,
            Path damaged,
            int rows,
            int events,
            List<String> lost,
            SortedSet<GroupId> unmanaged) {}

    /// What became of the state file.
    public enum Outcome {
        /// Nothing was done.
        WHOLE,
        /// An earlier repair had made the new file already, and it came to its place.
        FINISHED,
        REPAIRED
    }

    /// @param spec which groups there are, as nothing may be left of one
    /// @throws StateStoreException if the file is not HALO's, is of a newer one, is used by a
    ///   manager, or no new one can be written; it is as it was
    public static Report run(Path path, ClusterSpec spec, Instant now) {
        Path file = StateFile.resolve(path);
        try (StateLock _ = StateLock.take(file)) {
            NativeLibrary.load(StateFile.directory(file));
            Optional<Path> damaged = finishInterrupted(file);
            StateFile.checkHeader(file);
            Optional<Verifier.Verified> whole = whole(file);
            if (whole.isEmpty()) {
                return repair(file, spec, now);
            }
            StateFile.forgetRepair(file);
            return damaged.map(was -> finished(was, whole.get().rows()))
                    .orElseGet(() ->
                            new Report(Outcome.WHOLE, file, 0, 0, List.of(), new TreeSet<>()));
        } catch (SQLException | IOException e) {
            throw new StateStoreException(
                    "the state file " + file + " cannot be repaired: " + StateFile.why(e), e);
        }
    }

    private static Optional<Verifier.Verified> whole(Path file) {
        try {
            return Optional.of(Verifier.verify(file));
        } catch (StateStoreException _) {
            return Optional.empty();
        }
    }

    private static Report repair(Path file, ClusterSpec spec, Instant now)
            throws SQLException, IOException {
        Remains remains = Remains.of(file);
        SortedSet<GroupId> uncertain = uncertain(remains, spec);
        List<Row> rows = rows(remains.rows(), uncertain, now);
        StateFile.make(
                StateFile.beside(file, StateFile.REPAIRED),
                StateFile.beside(file, StateFile.REPAIRED + ".new"),
                now,
                connection -> fill(connection, remains, rows, uncertain, now));
        takeAway(file);
        return new Report(
                Outcome.REPAIRED,
                toItsPlace(file),
                remains.rows().size(),
                remains.events().size(),
                lost(remains),
                uncertain);
    }

    private static void takeAway(Path file) throws IOException {
        Path damaged = damaged(file, newest(file) + 1);
        Files.move(file, damaged, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path damaged(Path file, int number) {
        return StateFile.beside(file, ".damaged-" + number);
    }

    private static int newest(Path file) {
        int number = 0;
        while (Files.exists(damaged(file, number + 1))) {
            number++;
        }
        return number;
    }

    /// The log, and the mark that says how far it went, go after the file that it belongs to, and
    /// before the new one comes: the damaged file without its log would be an older state, and a
    /// log without its file is refused by every start.
    ///
    /// @return where the damaged file is
    private static Path toItsPlace(Path file) throws IOException {
        Path damaged = damaged(file, Math.max(1, newest(file)));
        for (String suffix : List.of("-shm", "-wal", StateMark.SUFFIX)) {
            Path part = StateFile.beside(file, suffix);
            if (Files.exists(part)) {
                Files.move(part, StateFile.beside(damaged, suffix), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        StateFile.sync(StateFile.directory(file));
        Files.move(
                StateFile.beside(file, StateFile.REPAIRED), file, StandardCopyOption.ATOMIC_MOVE);
        StateFile.sync(StateFile.directory(file));
        return damaged;
    }

    /// Whatever moment a repair was interrupted at: once the damaged file is away, the new one
    /// comes to its place. Until then it was never used, and the damaged one is read again.
    ///
    /// @return where the damaged file is, if there was something to finish
    private static Optional<Path> finishInterrupted(Path file) throws IOException {
        boolean away =
                !Files.exists(file) && Files.exists(StateFile.beside(file, StateFile.REPAIRED));
        return away ? Optional.of(toItsPlace(file)) : Optional.empty();
    }

    private static Report finished(Path damaged, List<Row> rows) {
        var unmanaged = new TreeSet<GroupId>();
        for (Row row : rows) {
            if (row instanceof Row.OfGroup group
                    && group.control() instanceof GroupView.Control.Unmanaged by
                    && by.note().by().equals(WHO)) {
                unmanaged.add(group.group());
            }
        }
        return new Report(Outcome.FINISHED, damaged, rows.size(), 0, List.of(), unmanaged);
    }

    /// All if a row may be missing of which nobody knows what it was about; else those that a lost
    /// row is about, or that may run on the host that it is about.
    private static SortedSet<GroupId> uncertain(Remains remains, ClusterSpec spec) {
        var uncertain = new TreeSet<GroupId>();
        for (Remains.Lost lost : remains.lost()) {
            boolean known = false;
            for (GroupSpec group : spec.groups().values()) {
                if (lost.keyed() && isAbout(lost, group)) {
                    uncertain.add(group.id());
                    known = true;
                }
            }
            boolean harmless = lost.keyed() && lost.table().equals(Row.Table.COMMAND.name());
            if (!known && !harmless) {
                return new TreeSet<>(spec.groups().keySet());
            }
        }
        return remains.whole() ? uncertain : new TreeSet<>(spec.groups().keySet());
    }

    private static boolean isAbout(Remains.Lost lost, GroupSpec group) {
        String about = lost.id().split("\\\\n", 2)[0];
        return about.equals(RowCodec.id(new Row.Key(Row.Table.GROUP, group.id().value())))
                || group.candidates().stream()
                        .anyMatch(host ->
                                about.equals(
                                        RowCodec.id(new Row.Key(Row.Table.HOST, host.value()))));
    }

    private static List<Row> rows(List<Row> kept, SortedSet<GroupId> uncertain, Instant now) {
        var note = new Admin.Note(WHO, WHY, now);
        var groups = new TreeMap<GroupId, Row.OfGroup>();
        for (GroupId id : uncertain) {
            groups.put(
                    id,
                    new Row.OfGroup(
                            id,
                            new GroupView.Control.Unmanaged(note),
                            new GroupView.Desired.Started(),
                            null,
                            null,
                            null));
        }
        var rows = new ArrayList<Row>();
        for (Row row : kept) {
            if (row instanceof Row.OfGroup group && uncertain.contains(group.group())) {
                groups.put(group.group(), unmanaged(group, note));
            } else {
                rows.add(row);
            }
        }
        rows.addAll(groups.values());
        return rows;
    }

    private static Row.OfGroup unmanaged(Row.OfGroup group, Admin.Note note) {
        return group.control() instanceof GroupView.Control.Unmanaged(_, var scope) && scope == null
                ? group
                : new Row.OfGroup(
                        group.group(),
                        new GroupView.Control.Unmanaged(note),
                        group.desired(),
                        group.held(),
                        group.error(),
                        group.place());
    }

    private static void fill(
            Connection connection,
            Remains remains,
            List<Row> rows,
            SortedSet<GroupId> uncertain,
            Instant now)
            throws SQLException {
        SqliteStateStore.put(connection, rows);
        Database.putMeta(connection, Schema.EPOCH, Long.toString(remains.epoch()));
        try (PreparedStatement again = connection.prepareStatement(Schema.KEEP_EVENT)) {
            for (StateStore.Stored event : remains.events()) {
                EventTable.keep(again, event);
            }
        }
        try (PreparedStatement add = connection.prepareStatement(Schema.ADD_EVENT)) {
            for (GroupId group : uncertain) {
                EventTable.add(
                        add, new Event(Event.Kind.UNMANAGE, group.value(), WHO, WHY, ""), now);
            }
        }
    }

    private static List<String> lost(Remains remains) {
        var lost = new ArrayList<String>();
        remains.lost().forEach(one -> lost.add("a row: " + one.text()));
        if (remains.missing() > 0) {
            lost.add("the last writes, " + remains.missing() + " of them");
        } else if (!remains.whole()) {
            lost.add("perhaps further rows: a part of the file cannot be read");
        }
        if (remains.eventsLost() > 0) {
            lost.add(remains.eventsLost() + " events of the history, or more");
        }
        if (remains.epoch() == 0) {
            lost.add("the epoch: agents will refuse the manager until halo accept-state");
        }
        return List.copyOf(lost);
    }
}
