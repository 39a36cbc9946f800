package io.halo.manager.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.core.model.Change;
import io.halo.core.model.Event;
import io.halo.core.model.Row;
import io.halo.engine.History.Query;
import io.halo.engine.StateStore.Stored;
import io.halo.manager.adapter.store.Verifier.Verified;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// State files as each earlier HALO wrote them: `store/v1.sql` and so on.
class MigrationTest {
    @TempDir Path directory;

    static IntStream earlierVersions() {
        return IntStream.range(1, Schema.VERSION);
    }

    @ParameterizedTest
    @MethodSource("earlierVersions")
    void everythingIsThereAfterwards(int version) throws Exception {
        Path file = written(version);
        List<Row> before = Verifier.verify(file).rows();
        assertThat(before).hasSize(11);
        List<Stored> events;
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.rows()).isEqualTo(before);
            events = store.find(Query.newest(100));
            assertThat(events)
                    .extracting(stored -> stored.sequence() + " " + stored.event().kind().title())
                    .containsExactly(
                            "1 manager_started",
                            "2 unmanage",
                            "3 disconnected",
                            "4 fence",
                            "5 start");
            store.write(Change.NONE, List.of(Event.of(Event.Kind.START, "zp1", "on oss00")));
        }
        assertThat(Verifier.verify(file)).isEqualTo(new Verified(Schema.VERSION, before));
        try (SqliteStateStore store = SqliteStateStore.open(file)) {
            assertThat(store.find(Query.newest(100)))
                    .startsWith(events.toArray(Stored[]::new))
                    .last()
                    .matches(stored -> stored.sequence() == 6);
        }
    }

    /// Who has to go back puts it back. Nobody else may read it.
    @ParameterizedTest
    @MethodSource("earlierVersions")
    void theFileOfTheOlderHaloIsKept(int version) throws Exception {
        Path file = written(version);
        List<Row> before = Verifier.verify(file).rows();
        Files.writeString(
                StateFile.beside(file, ".v" + version + ".new"), "of a start that crashed");
        SqliteStateStore.open(file).close();

        Path kept = Migration.kept(file, version);
        assertThat(kept).hasFileName("state.v" + version);
        assertThat(Verifier.verify(kept)).isEqualTo(new Verified(version, before));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-r-----");
        assertThat(StateFile.beside(file, ".v" + version + ".new")).doesNotExist();
    }

    /// What says so is in its log still.
    @ParameterizedTest
    @MethodSource("earlierVersions")
    void aManagerThatDiesAfterItIsNoDamage(int version) throws Exception {
        Path file = written(version);
        List<Row> before = Verifier.verify(file).rows();
        Path crashed = Files.createDirectory(directory.resolve("crashed")).resolve("state");
        try (Connection connection = Database.writer(file)) {
            Migration.steps(connection, version);
            Files.copy(file, crashed);
            Files.copy(StateFile.beside(file, "-wal"), StateFile.beside(crashed, "-wal"));
        }
        assertThat(Verifier.verify(crashed)).isEqualTo(new Verified(Schema.VERSION, before));
        SqliteStateStore.open(crashed).close();
        assertThat(Migration.kept(crashed, version)).doesNotExist();
    }

    /// The newer one has died before it merged its log.
    @Test
    void neitherIsOneThatANewerHaloHasChanged() throws Exception {
        Path file = written(1);
        Path crashed = Files.createDirectory(directory.resolve("crashed")).resolve("state");
        try (Connection connection = Database.writer(file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + (Schema.VERSION + 1));
            connection.commit();
            Files.copy(file, crashed);
            Files.copy(StateFile.beside(file, "-wal"), StateFile.beside(crashed, "-wal"));
        }
        assertThatThrownBy(() -> SqliteStateStore.open(crashed))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("was written by a newer HALO");
    }

    /// Its copy cannot be made: nothing was changed, and it is still the older one.
    @Test
    void whatCannotBeKeptIsLeftAsItIs() throws Exception {
        Path file = written(1);
        byte[] before = Files.readAllBytes(file);
        Files.createDirectories(Migration.kept(file, 1).resolve("in the way"));

        assertThatThrownBy(() -> SqliteStateStore.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(
                        "of an older HALO cannot be brought up to this one, and was left as it is");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private Path written(int version) throws IOException, SQLException {
        Path file = directory.resolve("state");
        try (InputStream script =
                        MigrationTest.class.getResourceAsStream("/store/v" + version + ".sql");
                var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return file;
    }
}
