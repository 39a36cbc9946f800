package io.halo.fence;

import io.halo.process.NotRun;
import io.halo.process.ProgramOutput;
import io.halo.process.ProgramResult;
import java.time.Duration;
import java.util.regex.Pattern;

/// How a call is told: how it ended, and the program's own words without secrets.
final class FenceWords {
    /// A traceback's last lines, or a status: enough to see what is wrong.
    private static final int LONGEST = 1000;

    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\uFFFD&&[^\\r\\n]]+");

    private FenceWords() {}

    static FenceReport.Call describe(FenceAction action, ProgramResult result, Secrets secrets) {
        return switch (result) {
            case ProgramResult.Ended ended ->
                    new FenceReport.Call(
                            action,
                            outcome(ended),
                            words(ended.output(), secrets),
                            ended.duration());
            case ProgramResult.TimedOut timedOut ->
                    new FenceReport.Call(
                            action,
                            outcome(timedOut),
                            words(timedOut.output(), secrets),
                            timedOut.duration());
            case NotRun notRun ->
                    new FenceReport.Call(action, "not run", notRun.words(), Duration.ZERO);
        };
    }

    static String outcome(ProgramResult.Ended ended) {
        return ended.signal().isPresent()
                ? "signal " + ended.signal().getAsInt()
                : "exit " + ended.exitStatus();
    }

    static String outcome(ProgramResult.TimedOut timedOut) {
        return (timedOut.isStuck() ? "cannot be killed after " : "killed after ")
                + seconds(timedOut.duration());
    }

    static String seconds(Duration duration) {
        long tenths = Math.round(duration.toMillis() / 100.0);
        return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
    }

    /// Errors first: they are why somebody reads this.
    private static String words(ProgramOutput output, Secrets secrets) {
        String errors =
                oneLine(
                        output.stderrCut()
                                ? secrets.scrubCutStart(output.stderr())
                                : secrets.scrub(output.stderr()));
        String said =
                oneLine(
                        output.stdoutCut()
                                ? secrets.scrubCutEnd(output.stdout())
                                : secrets.scrub(output.stdout()));
        String lastErrors =
                errors.length() > LONGEST / 2
                        ? "…" + errors.substring(errors.length() - LONGEST / 2)
                        : errors;
        int room = LONGEST - lastErrors.length();
        String firstSaid = said.length() > room ? said.substring(0, room) + "…" : said;
        return lastErrors.isEmpty() || firstSaid.isEmpty()
                ? lastErrors + firstSaid
                : lastErrors + " | " + firstSaid;
    }

    private static String oneLine(String text) {
        String printable = UNPRINTABLE.matcher(text).replaceAll(" ");
        return LINE_BREAKS.matcher(printable.strip()).replaceAll(" / ");
    }
}
