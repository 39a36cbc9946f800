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
    /// @param damaged where the damaged file is now; the same file if it was whole and nothing was
    ///   done
    /// @param lost what is known to be lost, one line each
    /// @param unmanaged groups that somebody has to look at
    public record Report(
            boolean wasWhole,
            Path damaged,
            int rows,
            int events,
            List<String> lost,
            SortedSet<GroupId> unmanaged) {}

    /// @param spec which groups there are, as nothing may be left of one
    /// @throws StateStoreException if the file is not HALO's, is of a newer one, is used by a
    ///   manager, or no new one can be written; it is as it was
    public static Report run(Path path, ClusterSpec spec, Instant now) {
        Path file = StateFile.resolve(path);
        try (StateLock _ = StateLock.take(file)) {
            NativeLibrary.load(StateFile.directory(file));
            finishInterrupted(file);
            int version = StateFile.version(file);
            if (isWhole(file, version)) {
                return new Report(true, file, 0, 0, List.of(), new TreeSet<>());
            }
            return repair(file, spec, now);
        } catch (SQLException | IOException e) {
            throw new StateStoreException(
                    "the state file " + file + " cannot be repaired: " + StateFile.why(e), e);
        }
    }

    private static boolean isWhole(Path file, int version) {
        try {
            Verifier.verify(file, version);
            return true;
        } catch (StateStoreException _) {
            return false;
        }
    }

    private static Report repair(Path file, ClusterSpec spec, Instant now)
            throws SQLException, IOException {
        Remains remains = Remains.of(file);
        SortedSet<GroupId> uncertain = uncertain(remains, spec);
        List<Row> rows = rows(remains.rows(), uncertain, now);
        Path repaired = StateFile.beside(file, StateFile.REPAIRED);
        Path unfinished = StateFile.beside(file, StateFile.REPAIRED + ".new");
        Files.deleteIfExists(unfinished);
        StateFile.createPrivate(unfinished);
        Database.create(unfinished, now);
        fill(unfinished, remains, rows, uncertain, now);
        StateFile.sync(unfinished);
        Files.move(unfinished, repaired, StandardCopyOption.ATOMIC_MOVE);
        StateFile.sync(StateFile.directory(file));
        Path damaged = takeAway(file);
        finishInterrupted(file);
        return new Report(
                false,
                damaged,
                remains.rows().size(),
                remains.events().size(),
                lost(remains),
                uncertain);
    }

    /// The log goes after the file that it belongs to: a file without its log would be an older
    /// state, and a log without its file is refused by every start.
    private static Path takeAway(Path file) throws IOException {
        int number = 1;
        while (Files.exists(StateFile.beside(file, ".damaged-" + number))) {
            number++;
        }
        Path damaged = StateFile.beside(file, ".damaged-" + number);
        Files.move(file, damaged, StandardCopyOption.ATOMIC_MOVE);
        for (String suffix : List.of("-shm", "-wal")) {
            Path part = StateFile.beside(file, suffix);
            if (Files.exists(part)) {
                Files.move(part, StateFile.beside(damaged, suffix), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return damaged;
    }

    /// Whatever moment a repair was interrupted at: once the new file is whole, it comes to its
    /// place.
    private static void finishInterrupted(Path file) throws IOException {
        Path repaired = StateFile.beside(file, StateFile.REPAIRED);
        if (Files.exists(repaired)) {
            if (Files.exists(file)) {
                // It was made and never used: the damaged one is read again.
                Files.delete(repaired);
                return;
            }
            for (String suffix : List.of("-shm", "-wal")) {
                Files.deleteIfExists(StateFile.beside(file, suffix));
            }
            Files.move(repaired, file, StandardCopyOption.ATOMIC_MOVE);
            StateFile.sync(StateFile.directory(file));
        }
    }

    /// All if a row may be missing of which nobody knows what it was about; else those that a lost
    /// row is about, or that may run on the host that it is about.
    private static SortedSet<GroupId> uncertain(Remains remains, ClusterSpec spec) {
        var uncertain = new TreeSet<GroupId>();
        for (Remains.Lost lost : remains.lost()) {
            boolean known = false;
            for (GroupSpec group : spec.groups().values()) {
                if (isAbout(lost, group)) {
                    uncertain.add(group.id());
                    known = true;
                }
            }
            boolean harmless = lost.table().equals(Row.Table.COMMAND.name());
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
            Path file, Remains remains, List<Row> rows, SortedSet<GroupId> uncertain, Instant now)
            throws SQLException {
        try (Connection connection = Database.writer(file)) {
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
            connection.commit();
        }
    }

    private static List<String> lost(Remains remains) {
        var lost = new ArrayList<String>();
        remains.lost().forEach(one -> lost.add("a row: " + one.text()));
        if (!remains.whole()) {
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
