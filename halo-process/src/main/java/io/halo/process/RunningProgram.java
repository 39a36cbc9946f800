package io.halo.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A program that was started. [#tree()] is known at once, for who must write it down; then call
/// [#await()].
public final class RunningProgram implements Spawn {
    /// What setsid exits with when it could not execute the program.
    private static final List<Integer> NOT_EXECUTED = List.of(126, 127);

    private final ProgramSpec spec;
    private final ProgramFile file;
    private final Process process;
    private final long spawnedAt;
    private final ProcessTree tree;
    private final Kept stdout;
    private final Kept stderr;
    private final List<PipeReader> readers;

    RunningProgram(ProgramSpec spec, ProgramFile file, Process process, long spawnedAt) {
        this.spec = spec;
        this.file = file;
        this.process = process;
        this.tree = new ProcessTree(spec.token(), identityOf(process.pid()));
        this.spawnedAt = spawnedAt;
        this.stdout = new Kept.First(spec.stdoutLimit());
        this.stderr = new Kept.Last(spec.stderrLimit());
        this.readers = new ArrayList<>();
        if (spec.stdoutLimit() > 0) {
            readers.add(PipeReader.start(process.getInputStream(), stdout));
        }
        if (spec.stderrLimit() > 0) {
            readers.add(PipeReader.start(process.getErrorStream(), stderr));
        }
        if (!spec.stdin().isEmpty()) {
            writeStdin();
        }
    }

    /// Its leader is the program itself; pid, process group and session are one number.
    public ProcessTree tree() {
        return tree;
    }

    /// Waits for the program's own process, not for others that it leaves behind, and ends the
    /// whole tree at the deadline. Blocks at most for timeout, grace, [TreeEnding#KILL_WAIT] and
    /// about a second. To be called once.
    ///
    /// An interrupt neither ends the program nor the wait; it is kept for the caller.
    public ProgramResult await() {
        var rest = spec.timeout().minusNanos(System.nanoTime() - spawnedAt);
        return Waits.uninterruptibly(rest, process::waitFor) ? ended() : end();
    }

    /// Ends the whole tree now, as at the deadline: for a caller that cannot go on with a program
    /// that it started.
    public ProgramResult end() {
        var stuck = tree.end(spec.grace());
        return new ProgramResult.TimedOut(output(), duration(), tree, stuck);
    }

    private ProgramResult ended() {
        int status = process.exitValue();
        var duration = duration();
        var output = output();
        String failure = "setsid: failed to execute " + file.path() + ": ";
        if (NOT_EXECUTED.contains(status) && output.stderr().startsWith(failure)) {
            String why = output.stderr().substring(failure.length()).strip();
            return new NotRun(
                    NotRun.Reason.EXEC_FAILED,
                    file.path()
                            + " cannot be executed: "
                            + why
                            + " (is the interpreter in its first line there?)");
        }
        return new ProgramResult.Ended(status, output, duration, tree);
    }

    private Duration duration() {
        return Duration.ofNanos(System.nanoTime() - spawnedAt);
    }

    private ProgramOutput output() {
        if (!PipeReader.finish(readers)) {
            PipeReader.THREADS.execute(() -> HeldPipes.release(tree));
        }
        return new ProgramOutput(stdout.text(), stdout.isCut(), stderr.text(), stderr.isCut());
    }

    private void writeStdin() {
        try (var stdin = process.getOutputStream()) {
            stdin.write(spec.stdin().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program did not want it and has closed its end, or has ended. Its result tells
            // the rest.
        }
    }

    private static ProcessIdentity identityOf(long pid) {
        return ProcessIdentity.of(pid)
                .orElseGet(() ->
                        new ProcessIdentity(
                                pid, ProcessIdentity.NEVER_SEEN, Program.SELF.bootId()));
    }
}
