package io.halo.fence;

import io.halo.process.NotRun;
import io.halo.process.Program;
import io.halo.process.ProgramResult;
import io.halo.process.ProgramSpec;
import io.halo.process.RunningProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Calls one fence program and remembers what for the report.
final class FenceCalls implements FenceSession.Calls {
    /// A status is a line; more than that is noise, and only noted.
    private static final int OUTPUT_LIMIT = 64 * 1024;

    private final long began = System.nanoTime();
    private final String program;
    private final FenceInput.Ready input;
    private final Map<String, String> environment;
    private final Duration grace;
    private final FenceWatcher watcher;
    private final List<FenceReport.Call> made = new ArrayList<>();

    FenceCalls(
            String program,
            FenceInput.Ready input,
            Map<String, String> environment,
            Duration grace,
            FenceWatcher watcher) {
        this.program = program;
        this.input = input;
        this.environment = environment;
        this.grace = grace;
        this.watcher = watcher;
    }

    @Override
    public ProgramResult make(FenceAction action, Duration timeout) {
        var spec =
                ProgramSpec.of(List.of(program), environment, timeout)
                        .withGrace(grace)
                        .withStdin(input.lines(action))
                        .withStdoutLimit(OUTPUT_LIMIT)
                        .withStderrLimit(OUTPUT_LIMIT);
        var result =
                switch (Program.start(spec)) {
                    case NotRun notRun -> notRun;
                    case RunningProgram running -> await(action, running);
                };
        note(FenceWords.describe(action, result, input.secrets()));
        return result;
    }

    @Override
    public FenceReport report() {
        return new FenceReport(made, elapsed());
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private ProgramResult await(FenceAction action, RunningProgram running) {
        try {
            watcher.spawned(action, running.tree());
        } catch (RuntimeException | Error e) {
            running.end();
            throw e;
        }
        return switch (running.await()) {
            case ProgramResult.Ended ended -> withoutRest(ended);
            case ProgramResult.TimedOut timedOut -> timedOut;
            case NotRun notRun -> notRun;
        };
    }

    /// A child that the program left behind could switch something later: it is ended, before the
    /// status is asked.
    private ProgramResult withoutRest(ProgramResult.Ended ended) {
        if (ended.tree().isGone()) {
            return ended;
        }
        var stuck = ended.tree().end(grace);
        return stuck.isEmpty()
                ? ended
                : new ProgramResult.TimedOut(ended.output(), ended.duration(), ended.tree(), stuck);
    }

    private void note(FenceReport.Call call) {
        if (call.action() == FenceAction.STATUS) {
            made.removeIf(earlier -> earlier.action() == FenceAction.STATUS);
        }
        made.add(call);
    }
}
