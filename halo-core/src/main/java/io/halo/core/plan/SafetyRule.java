package io.halo.core.plan;

import io.halo.core.model.Operation;
import java.util.Optional;
import java.util.function.Function;

/// One rule of [SafetyRules].
///
/// @param law the law that it defends, such as `L1` or `T2`
/// @param name unique among the rules
record SafetyRule(String law, String name, Check check) {
    /// Empty if the action keeps to the rule or is none of its business, else why not.
    @FunctionalInterface
    interface Check {
        Optional<String> brokenBy(SafetyCase it);
    }

    /// A rule about starts and stops.
    static SafetyRule operations(
            String law, String name, Function<SafetyCase.Operating, Optional<String>> check) {
        return new SafetyRule(
                law,
                name,
                it ->
                        it instanceof SafetyCase.Operating operating
                                ? check.apply(operating)
                                : Optional.empty());
    }

    /// A rule about starts.
    static SafetyRule starts(
            String law, String name, Function<SafetyCase.Operating, Optional<String>> check) {
        return operations(
                law, name, it -> it.is(Operation.Kind.START) ? check.apply(it) : Optional.empty());
    }

    /// A rule about starts of a group's root.
    static SafetyRule rootStarts(
            String law, String name, Function<SafetyCase.Operating, Optional<String>> check) {
        return starts(law, name, it -> it.root() ? check.apply(it) : Optional.empty());
    }

    /// A rule about opening a fence record and about running its program, whoever wants it.
    static SafetyRule fences(
            String law, String name, Function<SafetyCase.Fencing, Optional<String>> check) {
        return new SafetyRule(
                law,
                name,
                it ->
                        it instanceof SafetyCase.Fencing fencing
                                ? check.apply(fencing)
                                : Optional.empty());
    }

    /// A rule about fences that no operator asked for.
    static SafetyRule automatic(
            String law, String name, Function<SafetyCase.Fencing, Optional<String>> check) {
        return fences(law, name, it -> it.automatic() ? check.apply(it) : Optional.empty());
    }

    /// The words if the condition is broken.
    static Optional<String> unless(boolean kept, String why) {
        return kept ? Optional.empty() : Optional.of(why);
    }
}
