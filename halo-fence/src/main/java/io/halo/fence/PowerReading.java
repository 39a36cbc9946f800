package io.halo.fence;

import io.halo.process.ProgramResult;
import java.util.regex.Pattern;

/// What an ended `status` call says.
sealed interface PowerReading {
    record On() implements PowerReading {}

    record Off() implements PowerReading {}

    record Unclear(String reason) implements PowerReading {}

    int EXIT_OFF = 2;

    Pattern SAYS_ON = Pattern.compile("\\b(?:is|Status:) ON\\b");
    Pattern SAYS_OFF = Pattern.compile("\\b(?:is|Status:) OFF\\b");

    /// Exit 0 with words for one of the two; exit 2 for off. A contradiction is nothing.
    ///
    /// Exit 2 is also what a shell and Python's option parser answer to a program or a call that is
    /// broken: with an error on stderr, and no word of off on stdout, it does not count.
    static PowerReading of(ProgramResult.Ended status) {
        String said = status.output().stdout();
        boolean on = SAYS_ON.matcher(said).find();
        boolean off = SAYS_OFF.matcher(said).find();
        String outcome = FenceWords.outcome(status);
        return switch (status.exitStatus()) {
            case 0 -> {
                if (on == off) {
                    yield new Unclear(
                            outcome
                                    + (on
                                            ? ", and says both on and off"
                                            : ", and says neither on nor off"));
                }
                yield on ? new On() : new Off();
            }
            case EXIT_OFF -> {
                if (on) {
                    yield new Unclear(outcome + " means off, but it says on");
                }
                yield off || status.output().stderr().isBlank()
                        ? new Off()
                        : new Unclear(
                                outcome + " means off, but it has an error and does not say off");
            }
            default -> new Unclear(outcome);
        };
    }
}
