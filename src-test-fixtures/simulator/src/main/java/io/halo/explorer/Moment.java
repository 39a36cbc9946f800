package io.halo.explorer;

import io.halo.core.model.World;

/// One state: what the manager knows, what is true, and the time.
///
/// @param world nothing of it is newer than what is recorded, for the store never fails here
/// @param now nanoseconds since [Turn#START]
record Moment(World world, Truth truth, long now) {}
