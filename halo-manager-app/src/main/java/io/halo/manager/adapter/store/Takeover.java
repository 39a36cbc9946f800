package io.halo.manager.adapter.store;

import io.halo.core.model.Admin;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Event;
import io.halo.core.model.FenceId;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupSpec;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.HostSpec;
import io.halo.core.model.ResourceId;
import io.halo.core.model.Row;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes a state file of what the Rust program named HALO has remembered: unmanaged resources,
/// deactivated and fenced hosts, and its history. What is marked as fenced there is fenced here,
/// and nothing more follows from it: no power-off is believed that this HALO has not confirmed.
public final class Takeover {
    private static final String WHO = "import";

    private Takeover() {}

    /// What was taken over.
    ///
    /// @param records how many lines
    /// @param problems lines that are no record, and names that the configuration does not have,
    ///   one sentence each
    public record Report(
            int records,
            List<String> unmanaged,
            List<String> deactivated,
            List<String> fenced,
            List<String> problems) {}

    /// @param path must not be there yet
    /// @param old left as it is
    /// @param zone in which the old program wrote its times
    /// @throws StateStoreException if there is a state file already, or one of the files cannot be
    ///   used; then none is made
    public static Report run(Path path, Path old, ClusterSpec spec, ZoneId zone, Instant now) {
        Path file = StateFile.resolve(path);
        try (StateLock _ = StateLock.take(file)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new StateStoreException(
                        "the state file "
                                + file
                                + " is there already: what it says would be lost; name another one, or move it away");
            }
            StateFile.refuseRemains(file);
            NativeLibrary.load(StateFile.directory(file));
            var reading = new Reading(spec, now);
            List<RustRecord> records = reading.lines(lines(old), zone);
            if (records.isEmpty() && !reading.problems.isEmpty()) {
                throw new StateStoreException(
                        old
                                + " holds no record of the old program: its state file is the one that its manager was given");
            }
            write(file, reading.rows(), records, now);
            return reading.report(records.size());
        } catch (SQLException | IOException e) {
            throw new StateStoreException(
                    "the state file " + file + " cannot be made: " + StateFile.why(e), e);
        }
    }

    private static List<String> lines(Path old) {
        try {
            return Files.readAllLines(old, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new StateStoreException(old + " is no text: is it the old program's state?", e);
        } catch (IOException e) {
            throw new StateStoreException(old + " cannot be read: " + StateFile.why(e), e);
        }
    }

    private static void write(Path file, List<Row> rows, List<RustRecord> records, Instant now)
            throws SQLException, IOException {
        List<RustRecord> inTime =
                records.stream().sorted(Comparator.comparing(RustRecord::time)).toList();
        StateFile.make(
                file,
                StateFile.beside(file, ".import"),
                now,
                connection -> {
                    SqliteStateStore.put(connection, rows);
                    try (PreparedStatement add = connection.prepareStatement(Schema.ADD_EVENT)) {
                        for (RustRecord record : inTime) {
                            EventTable.add(add, event(record), record.time());
                        }
                    }
                });
    }

    private static Event event(RustRecord record) {
        return new Event(
                Event.Kind.valueOf(record.what().name()),
                record.object(),
                WHO,
                record.comment(),
                "");
    }

    /// The last word about each object counts, as they stand in the file: the old program's clock
    /// may have been set back.
    private static final class Reading {
        private final ClusterSpec spec;
        private final Instant now;
        private final TreeMap<String, RustRecord> managed = new TreeMap<>();
        private final TreeMap<HostId, RustRecord> active = new TreeMap<>();
        private final TreeMap<HostId, RustRecord> fenced = new TreeMap<>();
        private final TreeSet<String> unknown = new TreeSet<>();
        private final List<String> problems = new ArrayList<>();

        Reading(ClusterSpec spec, Instant now) {
            this.spec = spec;
            this.now = now;
        }

        List<RustRecord> lines(List<String> lines, ZoneId zone) {
            var records = new ArrayList<RustRecord>();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).isBlank()) {
                    continue;
                }
                Optional<RustRecord> record = RustRecord.read(lines.get(i), zone);
                if (record.isEmpty()) {
                    problems.add("line " + (i + 1) + " is no record and was left out");
                }
                record.ifPresent(records::add);
            }
            records.forEach(this::take);
            membersToo();
            unknown.forEach(name ->
                    problems.add(
                            name
                                    + " is not in the configuration: what was said of it is kept until halo forget"));
            return records;
        }

        private void take(RustRecord record) {
            if (record.what().aboutHost()) {
                HostId host = host(record.object());
                switch (record.what()) {
                    case FENCE, RESET -> fenced.put(host, record);
                    default -> active.put(host, record);
                }
                if (!spec.hosts().containsKey(host)) {
                    unknown.add(record.object());
                }
            } else {
                managed.put(record.object(), record);
            }
        }

        /// The old program knows a switch for every resource, this one for every group: it is not
        /// touched if one of its members was not.
        private void membersToo() {
            for (RustRecord record : List.copyOf(managed.values())) {
                String name = record.object();
                if (spec.groups().containsKey(new GroupId(name))) {
                    continue;
                }
                List<GroupSpec> users =
                        spec.groups().values().stream()
                                .filter(group -> group.parents().containsKey(new ResourceId(name)))
                                .toList();
                if (users.isEmpty()) {
                    unknown.add(name);
                    continue;
                }
                managed.remove(name);
                if (record.what() == RustRecord.What.UNMANAGE) {
                    users.forEach(group -> {
                        managed.put(group.id().value(), record);
                        problems.add(
                                name
                                        + " was unmanaged, which is a member of "
                                        + group.id()
                                        + ": the whole group is unmanaged");
                    });
                }
            }
        }

        /// The old program names hosts by what stands in the file: the name, or the address with or
        /// without its port.
        private HostId host(String name) {
            HostId id = new HostId(name);
            if (spec.hosts().containsKey(id)) {
                return id;
            }
            List<HostId> alike =
                    spec.hosts().values().stream()
                            .filter(host ->
                                    host.address().equals(name) || address(host).equals(name))
                            .map(HostSpec::id)
                            .toList();
            return alike.size() == 1 ? alike.getFirst() : id;
        }

        private static String address(HostSpec host) {
            int colon = host.address().lastIndexOf(':');
            return colon < 0 ? host.address() : host.address().substring(0, colon);
        }

        List<Row> rows() {
            var rows = new ArrayList<Row>();
            managed.forEach((name, record) -> {
                if (record.what() == RustRecord.What.UNMANAGE) {
                    rows.add(
                            new Row.OfGroup(
                                    new GroupId(name),
                                    new GroupView.Control.Unmanaged(note(record)),
                                    new GroupView.Desired.Started(),
                                    null,
                                    null,
                                    null));
                }
            });
            active.forEach((host, record) -> {
                if (record.what() == RustRecord.What.DEACTIVATE) {
                    rows.add(
                            new Row.OfHost(
                                    host,
                                    new Admin.Inactive(note(record)),
                                    false,
                                    null,
                                    "never seen",
                                    null));
                }
            });
            fenced.forEach((host, record) -> {
                if (record.what() == RustRecord.What.FENCE) {
                    rows.add(new Row.OfFence(mark(rows.size(), host, record)));
                }
            });
            return rows;
        }

        private FenceRecord mark(int number, HostId host, RustRecord record) {
            return new FenceRecord(
                    new FenceId(WHO + "-" + number),
                    host,
                    FenceRecord.Kind.OFF,
                    FenceRecord.By.OPERATOR,
                    record.comment(),
                    record.time(),
                    null,
                    new FenceRecord.State.Returned(
                            now, "it was fenced before this HALO took over"));
        }

        private static Admin.Note note(RustRecord record) {
            return new Admin.Note(WHO, record.comment(), record.time());
        }

        Report report(int records) {
            return new Report(
                    records,
                    names(managed, RustRecord.What.UNMANAGE),
                    names(active, RustRecord.What.DEACTIVATE),
                    names(fenced, RustRecord.What.FENCE),
                    List.copyOf(problems));
        }

        private static <K> List<String> names(TreeMap<K, RustRecord> last, RustRecord.What what) {
            return last.entrySet().stream()
                    .filter(entry -> entry.getValue().what() == what)
                    .map(entry -> entry.getKey().toString())
                    .toList();
        }
    }
}
