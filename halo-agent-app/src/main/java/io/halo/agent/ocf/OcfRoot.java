package io.halo.agent.ocf;

import io.halo.process.Program;
import io.halo.process.ProgramResult;
import io.halo.process.ProgramSpec;
import io.halo.process.Spawn;
import java.nio.file.Path;
import java.util.List;

/// The scripts of this server, below `resource.d`, and how they are run.
public final class OcfRoot {
    /// stdout of meta-data and validate-all. The longest meta-data known has 60 KiB.
    private static final int STDOUT_LIMIT = 256 * 1024;

    /// More than the tail that is passed on, so that a reason before a long complaint is still
    /// found.
    private static final int STDERR_LIMIT = 16 * 1024;

    private final Path root;
    private final OcfEnvironment environment;

    public OcfRoot(Path root, OcfEnvironment environment) {
        this.root = root;
        this.environment = environment;
    }

    /// Starts the script of this call. What was started must be awaited, see
    /// [io.halo.process.RunningProgram].
    ///
    /// @param token marks its processes
    public Spawn start(Call call, String token) {
        var script = root.resolve("resource.d").resolve(call.kind().value());
        return Program.start(
                ProgramSpec.of(
                                List.of(script.toString(), call.op().word()),
                                environment.of(call),
                                call.timeout())
                        .withToken(token)
                        .withStdoutLimit(call.op().speaks() ? STDOUT_LIMIT : 0)
                        .withStderrLimit(STDERR_LIMIT));
    }

    /// What an ended script of this call said.
    public static ScriptEnd end(Call call, ProgramResult.Ended ended) {
        var output = ended.output();
        if (output.stdoutCut()) {
            return new ScriptEnd.TooLong(
                    call.kind()
                            + " "
                            + call.op().word()
                            + " printed more than "
                            + STDOUT_LIMIT
                            + " bytes on stdout");
        }
        return new ScriptEnd.Said(
                ended.exitStatus(), Words.of(output.stderr()), Words.clean(output.stdout()));
    }

    /// What a script said that was ended at its timeout.
    public static Words words(ProgramResult.TimedOut timedOut) {
        return Words.of(timedOut.output().stderr());
    }
}
