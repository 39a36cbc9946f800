/// Keeps what must outlive the manager in one SQLite file: rows (see [io.halo.core.model.Row]), the
/// epoch, and the events.
///
/// SQLite brings transactions that survive a power loss (write-ahead log, `synchronous=FULL`); what
/// it does not notice is a flipped bit in data, so every row has a checksum of its own. Damage is
/// named and never guessed over: a store that is not whole does not open. Next to the file lie
/// `-wal` and `-shm` (SQLite's, part of the state) and `.lock` (one manager at a time).
@NullMarked
package io.halo.manager.adapter.store;

import org.jspecify.annotations.NullMarked;
