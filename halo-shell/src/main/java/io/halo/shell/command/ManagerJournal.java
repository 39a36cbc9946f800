package io.halo.shell.command;

import io.halo.process.NotRun;
import io.halo.process.Program;
import io.halo.process.ProgramResult;
import io.halo.process.ProgramSpec;
import io.halo.process.RunningProgram;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The end of the manager's log as systemd keeps it.
final class ManagerJournal {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BYTES = 8 * 1024 * 1024;

    private ManagerJournal() {}

    /// Empty if there is none here, or it cannot be read.
    static Optional<String> read() {
        var spec =
                ProgramSpec.of(
                                List.of(
                                        "journalctl",
                                        "--unit=halo-manager",
                                        "--lines=10000",
                                        "--no-pager",
                                        "--output=short-iso-precise"),
                                System.getenv(),
                                PATIENCE)
                        .withStdoutLimit(BYTES);
        return switch (Program.start(spec)) {
            case NotRun _ -> Optional.empty();
            case RunningProgram running -> text(running.await());
        };
    }

    private static Optional<String> text(ProgramResult result) {
        return result instanceof ProgramResult.Ended ended && ended.exitStatus() == 0
                ? Optional.of(ended.output().stdout())
                : Optional.empty();
    }
}
