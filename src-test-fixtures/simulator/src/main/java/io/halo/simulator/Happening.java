package io.halo.simulator;

import java.util.List;
import java.util.function.Consumer;

/// Something that is made to happen at a moment, and made good again after a while. A run is its
/// cluster and a list of these, so a failing one can be made shorter.
///
/// @param at in virtual nanoseconds since the faults begin
/// @param span until it ends; 0 for what has no end
/// @param line how a scenario file says it; a comment (`# …`) where that has no words for it
/// @param endLine how it says the end; empty if there is none
record Happening(
        FaultKind kind,
        long at,
        long span,
        String line,
        String endLine,
        Consumer<Ground> begin,
        Consumer<Ground> end) {

    /// From before the first manager starts.
    static final long FROM_THE_START = -1;

    static Happening fromTheStart(FaultKind kind, String line, Consumer<Ground> begin) {
        return new Happening(kind, FROM_THE_START, 0, line, "", begin, _ -> {});
    }

    boolean isFromTheStart() {
        return at == FROM_THE_START;
    }

    static Happening once(FaultKind kind, long at, String line, Consumer<Ground> begin) {
        return new Happening(kind, at, 0, line, "", begin, _ -> {});
    }

    void schedule(Ground ground, long from) {
        ground.time.at(
                isFromTheStart() ? 0 : from + at,
                () -> {
                    ground.tally.fault(kind);
                    ground.history.add(ground.now(), "FAULT", line);
                    begin.accept(ground);
                });
        if (span > 0) {
            ground.time.at(
                    from + at + span,
                    () -> {
                        ground.history.add(ground.now(), "FAULT", "ends: " + line);
                        end.accept(ground);
                    });
        }
    }

    long ends() {
        return at + span;
    }

    /// Those that a scenario file can say, in their order.
    static List<String> lines(List<Happening> all) {
        return all.stream().map(Happening::line).toList();
    }
}
