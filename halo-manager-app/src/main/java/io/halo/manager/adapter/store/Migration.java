package io.halo.manager.adapter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// Brings a whole state file of an older HALO up to what this one writes.
final class Migration {
    private Migration() {}

    /// Where the file is kept as the older HALO left it: beside it, `halo.state.v1`.
    static Path kept(Path file, int version) {
        return StateFile.beside(file, ".v" + version);
    }

    /// All steps in one transaction: after a crash the file is of the one version or of the other.
    ///
    /// @throws StateStoreException if that cannot be done; the file is as it was
    static void run(Path file, int version) {
        try {
            keep(file, version);
            try (Connection connection = Database.writer(file)) {
                steps(connection, version);
            }
        } catch (SQLException | IOException e) {
            throw new StateStoreException(
                    "the state file "
                            + file
                            + " of an older HALO cannot be brought up to this one, and was left as it is: "
                            + StateFile.why(e),
                    e);
        }
    }

    static void steps(Connection connection, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int next = version + 1; next <= Schema.VERSION; next++) {
                for (String part : Schema.step(next)) {
                    statement.execute(part);
                }
            }
            statement.execute("PRAGMA user_version = " + Schema.VERSION);
            connection.commit();
        }
    }

    /// Whole under its name, or not there.
    private static void keep(Path file, int version) throws SQLException, IOException {
        Path unfinished = StateFile.beside(file, ".v" + version + ".new");
        Files.deleteIfExists(unfinished);
        StateFile.createPrivate(unfinished);
        try (Connection connection = Database.reader(file);
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, unfinished.toString());
            copy.execute();
        }
        StateFile.sync(unfinished);
        Files.move(
                unfinished,
                kept(file, version),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        StateFile.sync(StateFile.directory(file));
    }
}
