/// The heart of HALO. [Cycle#step] turns a [io.halo.core.model.World], what was heard since, and
/// the time into the next World and the actions to take. It is synchronous, deterministic and
/// total: no clock, no thread, no I/O, no log.
///
/// The laws L1 to L10 that its decisions obey stand in `docs/invariants.md`; code cites them where
/// they bite. Start reading at [Cycle], then `io.halo.core.input.WorldFold` (what do we know now)
/// and `io.halo.core.plan.Reconciler` (what follows from it).
@NullMarked
package io.halo.core;

import org.jspecify.annotations.NullMarked;
