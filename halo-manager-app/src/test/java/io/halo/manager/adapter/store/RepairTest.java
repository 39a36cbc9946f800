package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Admin;
import io.halo.core.model.Change;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.Event;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import io.halo.engine.History.Query;
import io.halo.support.machine.Effort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final int GROUPS = 12;

    @TempDir Path directory;

    @Test
    void aGroupOfWhichARowIsLostIsNotTouchedUntilSomebodyHasLooked()
            throws IOException, SQLException {
        Path file = filled();
        sql(file, "UPDATE state SET body = replace(body, '4711', '4712') WHERE id LIKE 'g3%'");
        byte[] damaged = Files.readAllBytes(file);

        Repair.Report report = Repair.run(file, spec(), NOW);

        assertThat(report.outcome()).isEqualTo(Repair.Outcome.REPAIRED);
        assertThat(report.damaged()).hasFileName("state.damaged-1").hasBinaryContent(damaged);
        assertThat(report.lost()).containsExactly("a row: HOSTED g3\\nh3");
        assertThat(report.unmanaged()).containsExactly(new GroupId("g3"));
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            var expected = new ArrayList<>(rows());
            expected.removeIf(row -> row.about().equals("g3"));
            assertThat(store.rows()).containsAll(expected).hasSize(expected.size() + 1);
            assertThat(group(store.rows(), "g3").control())
                    .isInstanceOfSatisfying(
                            GroupView.Control.Unmanaged.class,
                            unmanaged ->
                                    assertThat(unmanaged.note().why())
                                            .contains("the state file was damaged"));
            assertThat(store.find(Query.newest(2)))
                    .extracting(stored -> stored.sequence() + " " + stored.event().kind().title())
                    .containsExactly("20 start", "21 unmanage");
            assertThat(store.nextEpoch()).isEqualTo(4);
        }
    }

    /// Whether it is fenced, in maintenance or deactivated is not known any more.
    @Test
    void soAreAllThatMayRunOnAHostThatWasForgotten() throws IOException, SQLException {
        Path file = filled();
        sql(file, "UPDATE state SET crc = crc + 1 WHERE tbl = 'HOST' AND id = 'h5'");

        assertThat(Repair.run(file, spec(), NOW).unmanaged())
                .containsExactly(new GroupId("g4"), new GroupId("g5"));
    }

    /// The key of a row may be what is damaged, to that of another row even.
    @Test
    void soAreAllIfALostRowIsPerhapsAboutAnother() throws IOException, SQLException {
        Path file = filled();
        sql(file, "DELETE FROM state WHERE tbl = 'HOSTED' AND id LIKE 'g4%'");
        sql(
                file,
                "UPDATE state SET id = replace(id, 'g3', 'g4') WHERE tbl = 'HOSTED' AND id LIKE 'g3%'");
        assertThat(Repair.run(file, spec(), NOW).unmanaged()).hasSize(GROUPS);
    }

    /// It could have been about any of them.
    @Test
    void soAreAllIfNobodyKnowsWhatIsLost() throws IOException, SQLException {
        Path file = filled();
        sql(file, "UPDATE state SET id = 'nobody' WHERE tbl = 'HOSTED' AND id LIKE 'g3%'");
        assertThat(Repair.run(file, spec(), NOW).unmanaged()).hasSize(GROUPS);
    }

    @Test
    void whatAnOperatorHasSaidStays() throws IOException, SQLException {
        Path file = filled();
        sql(file, "UPDATE state SET crc = crc + 1 WHERE tbl = 'HOSTED'");
        Repair.run(file, spec(), NOW);
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(group(store.rows(), "g1")).isEqualTo(group(rows(), "g1"));
            assertThat(group(store.rows(), "g2").desired())
                    .isEqualTo(group(rows(), "g2").desired());
        }
    }

    @Test
    void aWholeFileIsLeftAlone() throws IOException {
        Path file = filled();
        byte[] before = Files.readAllBytes(file);
        assertThat(Repair.run(file, spec(), NOW).outcome()).isEqualTo(Repair.Outcome.WHOLE);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(StateFile.beside(file, ".damaged-1")).doesNotExist();
    }

    @Test
    void whatIsUsedOrNotOursIsLeftAlone() throws IOException {
        Path file = filled();
        try (SqliteStateStore _ = SqliteStateStore.open(file)) {
            assertThatThrownBy(() -> Repair.run(file, spec(), NOW))
                    .hasMessageContaining("is used by another manager");
        }
        Path text = Files.writeString(directory.resolve("text"), "disabled: mds00\n");
        assertThatThrownBy(() -> Repair.run(text, spec(), NOW))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("is not a state file of HALO");
        assertThat(text).hasContent("disabled: mds00\n");
        write(file, 60, ByteBuffer.allocate(4).putInt(Schema.VERSION + 1).array());
        assertThatThrownBy(() -> Repair.run(file, spec(), NOW))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("newer HALO");
    }

    /// The damaged file is away and the new one not yet in its place: no manager begins anew.
    @Test
    void aRepairThatWasInterruptedIsFinished() throws IOException, SQLException {
        Path file = filled();
        sql(file, "UPDATE state SET crc = crc + 1 WHERE tbl = 'HOSTED' AND id LIKE 'g3%'");
        Repair.run(file, spec(), NOW);
        byte[] repaired = Files.readAllBytes(file);
        Files.move(file, StateFile.beside(file, StateFile.REPAIRED));
        Files.writeString(StateFile.beside(file, "-wal"), "of the damaged one");

        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("was interrupted: start halo-manager --repair-state again");
        Repair.Report report = Repair.run(file, spec(), NOW);
        assertThat(report.outcome()).isEqualTo(Repair.Outcome.FINISHED);
        assertThat(report.unmanaged()).containsExactly(new GroupId("g3"));
        assertThat(file).hasBinaryContent(repaired);
        assertThat(StateFile.beside(file, ".damaged-1-wal")).hasContent("of the damaged one");
        SqliteStateStore.open(file).close();
    }

    /// Also where the state file is a link, which leads nowhere in between.
    @Test
    void aRepairOfALinkedFileIsFinishedToo() throws IOException {
        Path file = filled();
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("state"));
        Files.move(file, StateFile.beside(file, StateFile.REPAIRED));

        assertThatThrownBy(() -> SqliteStateStore.open(link))
                .hasMessageContaining("was interrupted: start halo-manager --repair-state again");
        assertThat(Repair.run(link, spec(), NOW).outcome()).isEqualTo(Repair.Outcome.FINISHED);
        assertThat(link).isSymbolicLink();
        SqliteStateStore.open(link).close();
    }

    /// It may lead to a disk that is not mounted.
    @Test
    void aLinkThatLeadsNowhereIsNoReasonToBeginAnew() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("state"));
        assertThatThrownBy(() -> SqliteStateStore.open(link))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("which is missing: mount its disk or restore it");
        Files.createSymbolicLink(directory.resolve("state"), Path.of("link"));
        assertThatThrownBy(() -> SqliteStateStore.open(link))
                .isInstanceOf(StateStoreException.class);
    }

    /// Else it would come to its place when that file is lost one day.
    @Test
    void whatARepairHasMadeGoesOnceTheFileIsUsed() throws IOException {
        Path file = filled();
        Path repaired = Files.copy(file, StateFile.beside(file, StateFile.REPAIRED));
        SqliteStateStore.open(file).close();
        assertThat(repaired).doesNotExist();
    }

    /// Bits, blocks and ends that are gone, anywhere: whatever is refused can be repaired, and no
    /// group of which something is lost is managed.
    @Test
    void whateverIsDamagedNoGroupIsTouchedOfWhichSomethingIsLost() throws IOException {
        Path file = filled();
        byte[] content = Files.readAllBytes(file);
        var random = new Random(4711);
        int repaired = 0;
        int all = 0;
        int rounds = Effort.of(200, 2_000);
        for (int round = 0; round < rounds; round++) {
            byte[] broken = damage(content, random, round);
            clean(file);
            Files.write(file, broken);
            if (!isRefused(file)) {
                continue;
            }
            Repair.Report report;
            try {
                report = Repair.run(file, spec(), NOW);
            } catch (StateStoreException notOurs) {
                assertThat(Files.readAllBytes(file)).isEqualTo(broken);
                continue;
            }
            repaired++;
            all += report.unmanaged().size() == GROUPS ? 1 : 0;
            assertThat(report.damaged()).hasBinaryContent(broken);
            try (SqliteStateStore store = SqliteStateStore.open(file)) {
                nothingIsLostUnseen(store.rows(), report.unmanaged());
            }
        }
        System.out.printf(
                "damaged files: %,d of %,d repaired, %,d of them with every group unmanaged%n",
                repaired, rounds, all);
        assertThat(repaired).isGreaterThan(50);
        assertThat(all).isLessThan(repaired);
    }

    private static void nothingIsLostUnseen(List<Row> now, Iterable<GroupId> unmanaged) {
        var uncertain = new TreeSet<String>();
        unmanaged.forEach(group -> {
            uncertain.add(group.value());
            assertThat(group(now, group.value()).control())
                    .isInstanceOf(GroupView.Control.Unmanaged.class);
        });
        for (Row row : now) {
            assertThat(rows().contains(row) || uncertain.contains(row.about()))
                    .as("%s was there before", row)
                    .isTrue();
        }
        for (Row row : rows()) {
            boolean accounted =
                    now.contains(row)
                            || uncertain.contains(row.about())
                            || (row instanceof Row.OfHost host
                                    && uncertain.containsAll(groupsOf(host.host())));
            assertThat(accounted).as("%s is there, or its groups are unmanaged", row).isTrue();
        }
    }

    private static byte[] damage(byte[] content, Random random, int round) {
        byte[] broken = content.clone();
        int at = random.nextInt(100, content.length);
        switch (round % 4) {
            case 0 -> {
                return Arrays.copyOf(content, at);
            }
            case 1 -> Arrays.fill(broken, at, Math.min(at + 512, broken.length), (byte) 0);
            default -> {
                while (content[at] == 0) {
                    at = random.nextInt(100, content.length);
                }
                broken[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return broken;
    }

    private static boolean isRefused(Path file) {
        try {
            SqliteStateStore.open(file).close();
            return false;
        } catch (StateStoreException _) {
            return true;
        }
    }

    private void clean(Path file) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path one : files.toList()) {
                if (!one.equals(file)) {
                    Files.delete(one);
                }
            }
        }
    }

    private Path filled() throws IOException {
        Path file = directory.resolve("state");
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            for (int i = 0; i < 3; i++) {
                store.nextEpoch();
            }
            store.write(new Change(rows(), List.of()), List.of());
            for (int i = 0; i < 20; i++) {
                store.write(Change.NONE, List.of(Event.of(Event.Kind.START, "g" + i, "")));
            }
        }
        return file;
    }

    /// Group `gN` runs on `hN`; `g1` is unmanaged, `g2` stopped.
    private static List<Row> rows() {
        var rows = new ArrayList<Row>();
        var note = new Admin.Note("root", "why", NOW.minusSeconds(60));
        for (int i = 0; i < GROUPS; i++) {
            var group = new GroupId("g" + i);
            var host = new HostId("h" + i);
            rows.add(new Row.OfHosted(group, host, 4711));
            rows.add(new Row.OfHost(host, new Admin.Active(), true, null, "Up", null));
            if (i == 1 || i == 2) {
                rows.add(
                        new Row.OfGroup(
                                group,
                                i == 1
                                        ? new GroupView.Control.Unmanaged(note)
                                        : new GroupView.Control.Managed(),
                                i == 2
                                        ? new GroupView.Desired.Stopped(note)
                                        : new GroupView.Desired.Started(),
                                null,
                                null,
                                host));
            }
        }
        return rows;
    }

    private static Row.OfGroup group(List<Row> rows, String id) {
        return rows.stream()
                .filter(Row.OfGroup.class::isInstance)
                .map(Row.OfGroup.class::cast)
                .filter(row -> row.group().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// `gN` may run on `hN` and on `hN+1`.
    private static ClusterSpec spec() {
        var specs = new Specs();
        for (int i = 0; i < GROUPS; i++) {
            specs.group("g" + i, "h" + i, "h" + (i + 1));
        }
        return specs.spec();
    }

    private static List<String> groupsOf(HostId host) {
        return spec().groups().values().stream()
                .filter(group -> group.candidates().contains(host))
                .map(group -> group.id().value())
                .toList();
    }

    private static void sql(Path file, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().execute(statement);
        }
    }

    private static void write(Path file, long at, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }
}
