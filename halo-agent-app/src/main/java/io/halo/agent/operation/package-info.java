/// Decides what may run and remembers it: [io.halo.agent.operation.Operations] is the way in.
///
/// A request passes, in this order: the newest manager only (`Managers`), this agent process only,
/// nothing older than what was seen (`Ranks`), one at a time per resource (`Places`). What runs is
/// noted on disk first (`Notes`), so that the next agent process finds the scripts that this one
/// left (`Remnant`).
@NullMarked
package io.halo.agent.operation;

import org.jspecify.annotations.NullMarked;
