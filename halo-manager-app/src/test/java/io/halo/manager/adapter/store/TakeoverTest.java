package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Admin;
import io.halo.core.model.ClusterSpec;
import io.halo.core.model.FenceRecord;
import io.halo.core.model.GroupId;
import io.halo.core.model.GroupView;
import io.halo.core.model.HostId;
import io.halo.core.model.Row;
import io.halo.engine.History.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final ZoneId DENVER = ZoneId.of("America/Denver");
    private static final String OLD =
            """
            2025-03-01T10:00:00.123456789\tunmanage\tmds00e0\tresilver\tby hand
            2025-03-01T10:05:00.000000001\tmanage\tmds00e0\t
            2025-03-01T11:00:00\tunmanage\tmds01e0\tnew disks
            2025-03-02T08:00:00.5\tdeactivate\tmds01\tfirmware
            2025-03-02T09:00:00.5\tfence\tmds00:8000\tit hangs
            2025-03-02T07:30:00.5\tactivate\tmds01\tits clock was set back meanwhile
            2025-03-03T09:00:00.5\tfence\tmds02\tit hung
            2025-03-03T10:00:00.5\treset\tmds02\tmended
            """;

    @TempDir Path directory;

    @Test
    void theLastWordAboutEachCounts() throws IOException {
        Path file = directory.resolve("halo.state");
        Takeover.Report report = run(file, OLD);

        assertThat(report.records()).isEqualTo(8);
        assertThat(report.problems()).isEmpty();
        assertThat(report.unmanaged()).containsExactly("mds01e0");
        assertThat(report.deactivated()).isEmpty();
        assertThat(report.fenced()).containsExactly("mds00");
        var note = new Admin.Note("import", "new disks", Instant.parse("2025-03-01T18:00:00Z"));
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.rows()).hasSize(2);
            assertThat(store.rows())
                    .contains(
                            new Row.OfGroup(
                                    new GroupId("mds01e0"),
                                    new GroupView.Control.Unmanaged(note),
                                    new GroupView.Desired.Started(),
                                    null,
                                    null,
                                    null));
            assertThat(store.nextEpoch()).isEqualTo(1);
        }
    }

    /// No power-off is believed that this program has not seen confirmed.
    @Test
    void aFencedHostIsMarkedAndNoMore() throws IOException {
        Path file = directory.resolve("halo.state");
        run(file, OLD);
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.rows())
                    .filteredOn(Row.OfFence.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Row.OfFence.class,
                            row -> {
                                assertThat(row.fence().host()).isEqualTo(new HostId("mds00"));
                                assertThat(row.fence().latched()).isTrue();
                                assertThat(row.fence().state())
                                        .isInstanceOf(FenceRecord.State.Returned.class);
                            });
        }
    }

    @Test
    void theHistoryComesAlong() throws IOException {
        Path file = directory.resolve("halo.state");
        run(file, OLD);
        var retention = new Retention(100, Duration.ofDays(9_999));
        try (SqliteStateStore store = SqliteStateStore.open(file, () -> NOW, retention)) {
            assertThat(store.find(Query.newest(100)))
                    .extracting(stored ->
                            stored.time()
                                    + " "
                                    + stored.event().kind().title()
                                    + " "
                                    + stored.event().object()
                                    + ": "
                                    + stored.event().comment())
                    .hasSize(8)
                    .startsWith(
                            "2025-03-01T17:00:00.123Z unmanage mds00e0: resilver\tby hand",
                            "2025-03-01T17:05:00Z manage mds00e0: ")
                    .endsWith("2025-03-03T17:00:00.500Z reset mds02: mended");
        }
    }

    @Test
    void whatIsDamagedOrUnknownIsToldAndIsNoHindrance() throws IOException {
        Takeover.Report report =
                run(
                        directory.resolve("halo.state"),
                        "2025-03-01T10:00:00\tunmanage\tmds01e0\tof two\nlines\n"
                                + "2025-13-01T10:00:00\tmanage\tmds00e0\t\n\n"
                                + "2025-03-01T10:00:00\tclear\tevents\t\n"
                                + "2025-03-01T10:00:01\tunmanage\tnobody\twhy\n"
                                + "2025-03-01T10:00:01\tfence\tnowhere\twhy\n");
        assertThat(report.records()).isEqualTo(3);
        assertThat(report.unmanaged()).containsExactly("mds01e0", "nobody");
        assertThat(report.problems())
                .containsExactly(
                        "line 2 is no record and was left out",
                        "line 3 is no record and was left out",
                        "line 5 is no record and was left out",
                        "nobody is not in the configuration: what was said of it is kept until halo forget",
                        "nowhere is not in the configuration: what was said of it is kept until halo forget");
    }

    /// The old program has a switch for each of them.
    @Test
    void ofAGroupWithAnUnmanagedMemberNothingIsTouched() throws IOException {
        Path file = directory.resolve("halo.state");
        Takeover.Report report =
                run(
                        file,
                        "2025-03-01T10:00:00\tunmanage\tmds00e0-target\tfsck\n"
                                + "2025-03-01T10:00:00\tmanage\tmds00e0\t\n"
                                + "2025-03-01T10:00:00\tunmanage\tmds01e0-target\tfsck\n"
                                + "2025-03-01T10:00:00\tmanage\tmds01e0-target\tdone\n");
        assertThat(report.unmanaged()).containsExactly("mds00e0");
        assertThat(report.problems())
                .containsExactly(
                        "mds00e0-target was unmanaged, which is a member of mds00e0: the whole group is unmanaged");
    }

    /// A log, or what an interrupted repair has made: there was a state.
    @Test
    void whereSomethingIsLeftOfAStateNoneIsMade() throws IOException {
        Path file = directory.resolve("halo.state");
        for (String left : List.of("-wal", StateFile.REPAIRED)) {
            Path beside = Files.writeString(StateFile.beside(file, left), "left");
            assertThatThrownBy(() -> run(file, OLD))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("the state file");
            assertThat(file).doesNotExist();
            Files.delete(beside);
        }
    }

    @Test
    void anotherFileIsNotTakenForTheOldState() {
        Path file = directory.resolve("halo.state");
        assertThatThrownBy(() -> run(file, "clusters:\n- hosts: []\n"))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("holds no record of the old program");
        assertThat(file).doesNotExist();
    }

    /// As long as a name may be.
    @Test
    void aHostWithALongNameIsMarkedAsFenced() throws IOException {
        Path file = directory.resolve("halo.state");
        String name = "h".repeat(255);
        run(file, "2025-03-01T10:00:00\tfence\t" + name + "\twhy\n");
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.rows()).hasSize(1);
        }
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Path file = directory.resolve("halo.state");
        SqliteStateStore.open(file).close();
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> run(file, OLD))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("is there already");
        assertThat(file).hasBinaryContent(before);
        Path other = directory.resolve("other.state");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 1, 2});
        assertThatThrownBy(() -> Takeover.run(other, binary, spec(), DENVER, NOW))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("is no text");
        assertThatThrownBy(
                        () -> Takeover.run(other, directory.resolve("none"), spec(), DENVER, NOW))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("none cannot be read");
        assertThat(other).doesNotExist();
    }

    private Takeover.Report run(Path file, String old) throws IOException {
        return Takeover.run(
                file, Files.writeString(directory.resolve("old"), old), spec(), DENVER, NOW);
    }

    private static ClusterSpec spec() {
        return new Specs()
                .group("mds00e0", "mds00")
                .group("mds01e0", "mds01")
                .group("mds02e0", "mds02")
                .spec();
    }
}
