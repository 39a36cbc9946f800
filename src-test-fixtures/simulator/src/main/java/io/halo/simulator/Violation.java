package io.halo.simulator;

/// Something that must never be.
///
/// @param law the law, or the promise, such as `L1` or `recovery`
/// @param at in virtual nanoseconds
/// @param what one sentence
record Violation(String law, long at, String what) {
    @Override
    public String toString() {
        return law + " at " + Spans.seconds(at).strip() + ": " + what;
    }
}
