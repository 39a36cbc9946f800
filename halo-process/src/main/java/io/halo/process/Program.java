package io.halo.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts programs. All methods may be called from any thread, virtual ones too.
///
/// The program runs under `setsid` of util-linux, so its pid is also its process group and its
/// session. It inherits our working directory and umask, and nothing else: no environment, no open
/// files. Its environment has one variable more than its spec: [#TOKEN_VARIABLE], by which its
/// whole tree can be found again.
///
/// There is no limit here on how many programs run at once; each costs a reader thread per pipe.
/// Callers bound it.
public final class Program {
    /// Marks the processes of a run. Children inherit it, whatever session they move to.
    public static final String TOKEN_VARIABLE = "HALO_PROCESS_TOKEN";

    private static final List<Path> SETSID_PLACES =
            List.of(
                    Path.of("/usr/bin/setsid"),
                    Path.of("/bin/setsid"),
                    Path.of("/usr/local/bin/setsid"));

    // What is needed right after a spawn is loaded before the first: a quick program would be gone
    // before we look.
    static final ProcessIdentity SELF =
            ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

    private Program() {}

    /// Runs the program to its end, at most for its timeout, grace and [TreeEnding#KILL_WAIT].
    public static ProgramResult run(ProgramSpec spec) {
        return switch (start(spec)) {
            case NotRun notRun -> notRun;
            case RunningProgram running -> running.await();
        };
    }

    /// Starts the program. Who gets a [RunningProgram] must call [RunningProgram#await()]: the
    /// deadline is kept there.
    public static Spawn start(ProgramSpec spec) {
        if (!NativeText.OF_THIS_JVM.canPass(spec)) {
            return new NotRun(NotRun.Reason.SPAWN_FAILED, NativeText.OF_THIS_JVM.problem());
        }
        return switch (ProgramFile.find(
                spec.command().getFirst(), spec.environment().getOrDefault("PATH", ""))) {
            case NotRun notRun -> notRun;
            case ProgramFile file -> spawn(spec, file);
        };
    }

    private static Spawn spawn(ProgramSpec spec, ProgramFile file) {
        var setsid = SETSID_PLACES.stream().filter(Files::isExecutable).findFirst();
        if (setsid.isEmpty()) {
            return new NotRun(
                    NotRun.Reason.SPAWN_FAILED, "setsid is not installed (package util-linux)");
        }
        var command = new ArrayList<String>();
        command.add(setsid.get().toString());
        command.add(file.path().toString());
        command.addAll(spec.command().subList(1, spec.command().size()));
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        builder.environment().put(TOKEN_VARIABLE, spec.token());
        builder.redirectInput(
                spec.stdin().isEmpty()
                        ? Redirect.from(Path.of("/dev/null").toFile())
                        : Redirect.PIPE);
        // Nobody wants it: then no pipe, no reader, and no broken pipe for a daemon that stays
        // behind.
        builder.redirectOutput(spec.stdoutLimit() == 0 ? Redirect.DISCARD : Redirect.PIPE);
        builder.redirectError(spec.stderrLimit() == 0 ? Redirect.DISCARD : Redirect.PIPE);
        long spawnedAt = System.nanoTime();
        try {
            return new RunningProgram(spec, file, builder.start(), spawnedAt);
        } catch (IOException e) {
            return new NotRun(
                    NotRun.Reason.SPAWN_FAILED,
                    file.path() + " could not be started: " + e.getMessage());
        }
    }
}
