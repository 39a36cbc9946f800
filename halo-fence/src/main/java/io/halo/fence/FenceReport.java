package io.halo.fence;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What was done, for events and for who has to find out what is wrong with a device. No secrets,
/// no control characters, bounded.
///
/// @param calls in order; of many questions for the status only the last
public record FenceReport(List<Call> calls, Duration duration) {
    public FenceReport {
        calls = List.copyOf(calls);
    }

    /// One call of the program.
    ///
    /// @param outcome such as `exit 1`, `signal 9`, `killed after 45 s`
    /// @param words what the program said, in one line; empty if nothing
    public record Call(FenceAction action, String outcome, String words, Duration duration) {
        @Override
        public String toString() {
            return action.word() + ": " + outcome + (words.isEmpty() ? "" : " (" + words + ")");
        }
    }

    /// All of it in one line: `off: exit 1 (Unable to connect); status: exit 0 (Status: ON)`.
    public String words() {
        return calls.stream().map(Call::toString).collect(Collectors.joining("; "));
    }
}
