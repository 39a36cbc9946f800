package io.halo.process;

/// What became of an attempt to start a program: it runs, or it never ran.
public sealed interface Spawn permits RunningProgram, NotRun {}
