package io.halo.simulator;

/// A resource that really runs on a server.
///
/// @param byHand whether a person started it there
/// @param since in virtual nanoseconds
record Copy(boolean byHand, long since) {}
