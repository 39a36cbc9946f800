package io.halo.explorer;

import io.halo.core.model.Row;
import io.halo.core.model.World;
import java.util.SortedMap;

/// One state: what the manager knows, what it has recorded, what is true, and the time.
///
/// @param disk what was written, which is never changed: the store never fails here
/// @param now nanoseconds since [Turn#START]
record Moment(World world, SortedMap<Row.Key, Row> disk, Truth truth, long now) {}
