package io.halo.process;

/// Where a program is, or why it cannot be run.
public sealed interface ProgramLookup permits ProgramFile, NotRun {}
