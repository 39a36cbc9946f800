/// Runs the core: one thread owns the World (`ReconcileLoop`), records are written before anything
/// is sent, and the ports [AgentGateway], [Fencer] and [StateStore] are all that it knows of the
/// world outside.
@NullMarked
package io.halo.engine;

import org.jspecify.annotations.NullMarked;
