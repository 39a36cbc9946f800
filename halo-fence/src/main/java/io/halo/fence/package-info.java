/// One attempt with one fence program: any of the ClusterLabs fence agents, or one of that kind.
///
/// [io.halo.fence.FenceProgram] is the way in. It asks, switches and asks again, and answers what
/// is *known* about the power of a host; how often to try, with which device, and what to do with
/// the answer is decided by others.
///
/// [io.halo.fence.KnownAgents] asks programs which parameters they take. An attempt uses what is
/// known already, and never asks.
///
/// Parameters are secrets. They go to the program's stdin and nowhere else: not to its command
/// line, not into `toString`, not into exceptions; and they are taken out of the words of the
/// program before those are passed on.
@NullMarked
package io.halo.fence;

import org.jspecify.annotations.NullMarked;
