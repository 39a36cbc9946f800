package io.halo.manager.adapter.store;

import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/// Loads SQLite. Its driver unpacks a library into the directory for temporary files, which on a
/// hardened server may not hold programs (`noexec`); then it goes next to the state file.
final class NativeLibrary {
    private static final String DIRECTORY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    static void load(Path fallback) {
        if (tried() == null) {
            return;
        }
        System.setProperty(DIRECTORY, fallback.toString());
        Throwable why = tried();
        if (why != null) {
            throw new StateStoreException(
                    "the library of SQLite cannot be loaded, neither from the directory for temporary"
                            + " files nor from "
                            + fallback
                            + ": "
                            + why.getMessage(),
                    why);
        }
    }

    private static @org.jspecify.annotations.Nullable Throwable tried() {
        try {
            return SQLiteJDBCLoader.initialize()
                    ? null
                    : new IllegalStateException("no reason given");
        } catch (Exception | LinkageError e) {
            return e;
        }
    }
}
