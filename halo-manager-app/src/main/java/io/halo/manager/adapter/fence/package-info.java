/// Runs fence programs: the engine's port [io.halo.engine.Fencer] over halo-fence.
///
/// The core names a level of a host; here its devices are found. All of them are switched off at
/// the same time, and only all of them together confirm (dual power supplies). Each attempt and
/// each question has a virtual thread of its own, bounded by the timeout of its action. Secrets
/// stay in the devices: nothing here reads or prints them.
@NullMarked
package io.halo.manager.adapter.fence;

import org.jspecify.annotations.NullMarked;
