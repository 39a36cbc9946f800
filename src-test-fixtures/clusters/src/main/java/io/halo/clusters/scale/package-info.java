/// The manager at scale: up to a thousand fake agents in one other process, which speak the real
/// protocol and run no scripts, and the benchmark that measures a packaged manager with them.
@NullMarked
package io.halo.clusters.scale;

import org.jspecify.annotations.NullMarked;
