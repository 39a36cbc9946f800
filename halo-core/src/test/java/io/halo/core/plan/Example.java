package io.halo.core.plan;

/// A plan that exactly one rule must not let pass, beside one that is legal and differs in one
/// thing only.
///
/// @param rule the name of the rule
/// @param what what the broken plan does
record Example(String rule, String what, Situation legal, Situation broken) {}
