package io.halo.fence;

import io.halo.process.NotRun;
import io.halo.process.Pause;
import io.halo.process.ProcessTree;
import io.halo.process.ProgramResult;
import java.time.Duration;

/// One attempt, or one question, within its timeout.
final class FenceSession {
    /// The program, as far as an attempt sees it.
    interface Calls {
        ProgramResult make(FenceAction action, Duration timeout);

        /// On the calls made so far.
        FenceReport report();

        /// Since the attempt began.
        Duration elapsed();
    }

    private final Calls calls;
    private final FenceTiming timing;
    private final Duration timeout;

    FenceSession(Calls calls, FenceTiming timing, Duration timeout) {
        this.calls = calls;
        this.timing = timing;
        this.timeout = timeout;
    }

    /// Exit 0 of the program proves nothing, and another one not the contrary: only the status
    /// counts.
    FenceAttempt change(FenceAction wanted) {
        return switch (calls.make(wanted, timeout.minus(timing.forStatusOf(timeout)))) {
            case NotRun notRun -> new FenceAttempt.Failed(notRun.words(), calls.report());
            case ProgramResult.TimedOut stuck when stuck.isStuck() ->
                    abandoned(wanted.word() + " " + FenceWords.outcome(stuck), stuck.tree());
            case ProgramResult.TimedOut killed ->
                    judge(wanted, FenceWords.outcome(killed), true, statusAfterwards());
            case ProgramResult.Ended ended when ended.exitStatus() == 0 ->
                    judge(wanted, FenceWords.outcome(ended), false, statusUntil(wanted));
            case ProgramResult.Ended ended ->
                    judge(
                            wanted,
                            FenceWords.outcome(ended),
                            ended.signal().isPresent(),
                            statusAfterwards());
        };
    }

    PowerStatus status() {
        return status(timeout);
    }

    /// What is left of the timeout, but not less than was kept for the status: killing a program
    /// takes its time too.
    private PowerStatus statusAfterwards() {
        var rest = timeout.minus(calls.elapsed());
        var kept = timing.forStatusOf(timeout);
        return status(rest.compareTo(kept) > 0 ? rest : kept);
    }

    private PowerStatus status(Duration limit) {
        return switch (calls.make(FenceAction.STATUS, limit)) {
            case NotRun notRun -> new PowerStatus.Unknown(notRun.words(), calls.report());
            case ProgramResult.TimedOut stuck when stuck.isStuck() ->
                    new PowerStatus.Abandoned(
                            "status " + FenceWords.outcome(stuck), stuck.tree(), calls.report());
            case ProgramResult.TimedOut killed -> unknown(FenceWords.outcome(killed));
            case ProgramResult.Ended ended ->
                    switch (PowerReading.of(ended)) {
                        case PowerReading.On() -> new PowerStatus.On(calls.report());
                        case PowerReading.Off() -> new PowerStatus.Off(calls.report());
                        case PowerReading.Unclear(String reason) -> unknown(reason);
                    };
        };
    }

    /// Asks until the device says what is wanted, or its time is up. A BMC says `on` for a while
    /// after it took an `off`.
    private PowerStatus statusUntil(FenceAction wanted) {
        var end = FenceTiming.shorter(calls.elapsed().plus(timing.confirmation()), timeout);
        var pause = timing.firstPause();
        var status = statusAfterwards();
        while (!isWanted(wanted, status)
                && !(status instanceof PowerStatus.Abandoned)
                && calls.elapsed().plus(pause).compareTo(end) < 0) {
            Pause.of(pause);
            pause = timing.nextPause(pause);
            status = statusAfterwards();
        }
        return status;
    }

    /// @param mayFollow the program did not end by itself: what it sent may still take effect
    private FenceAttempt judge(
            FenceAction wanted, String outcome, boolean mayFollow, PowerStatus status) {
        if (isWanted(wanted, status)) {
            return new FenceAttempt.Confirmed(calls.report());
        }
        String ended = wanted.word() + ": " + outcome;
        return switch (status) {
            case PowerStatus.Abandoned(String reason, ProcessTree program, FenceReport report) ->
                    abandoned(ended + ", then " + reason, program);
            case PowerStatus.Unknown(String reason, FenceReport report) ->
                    new FenceAttempt.Unknown(ended + ", then " + reason, calls.report());
            case PowerStatus.On on -> notDone(ended, "the device still says on", mayFollow);
            case PowerStatus.Off off -> notDone(ended, "the device still says off", mayFollow);
        };
    }

    private FenceAttempt notDone(String ended, String says, boolean mayFollow) {
        return mayFollow
                ? new FenceAttempt.Unknown(
                        ended + "; " + says + ", which may yet change", calls.report())
                : new FenceAttempt.Failed(ended + "; " + says, calls.report());
    }

    private FenceAttempt abandoned(String reason, ProcessTree program) {
        return new FenceAttempt.Abandoned(reason, program, calls.report());
    }

    private PowerStatus unknown(String reason) {
        return new PowerStatus.Unknown("status: " + reason, calls.report());
    }

    private static boolean isWanted(FenceAction wanted, PowerStatus status) {
        return switch (wanted) {
            case OFF -> status instanceof PowerStatus.Off;
            case ON -> status instanceof PowerStatus.On;
            case STATUS -> false;
        };
    }
}
