package io.halo.core.model;

/// A group's phase and what an operator wants to know about it.
///
/// @param reason what it waits for, or why it is so; empty for a group that simply runs
/// @param command what to type to help it, or empty
public record PhaseReport(GroupId group, Phase phase, String reason, String command) {}
