package io.halo.support.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One run of the fence program.
///
/// @param end empty while it runs, and if it was killed
public record FenceCall(
        String action, String target, Instant begin, Optional<Instant> end, OptionalInt exit) {
    /// Lines are `<ns> begin|end <action> <target> [<exit>]`; an end belongs to the last open begin
    /// of its kind.
    static List<FenceCall> parse(List<String> lines) {
        List<FenceCall> calls = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            Instant at = ScriptRun.nanoseconds(words[0]);
            FenceCall call =
                    new FenceCall(words[2], words[3], at, Optional.empty(), OptionalInt.empty());
            if (words[1].equals("begin")) {
                calls.add(call);
            } else {
                close(calls, call, Integer.parseInt(words[4]));
            }
        }
        return calls;
    }

    private static void close(List<FenceCall> calls, FenceCall ended, int exit) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            FenceCall call = calls.get(i);
            if (call.end().isEmpty() && call.isOf(ended.action(), ended.target())) {
                calls.set(
                        i,
                        new FenceCall(
                                call.action(),
                                call.target(),
                                call.begin(),
                                Optional.of(ended.begin()),
                                OptionalInt.of(exit)));
                return;
            }
        }
    }

    boolean isOf(String action, String target) {
        return this.action.equals(action) && this.target.equals(target);
    }
}
