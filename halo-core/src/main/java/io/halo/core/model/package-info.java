/// The words of the core as immutable values: what is configured ([ClusterSpec]), what is wanted,
/// what was seen ([Sighting], [Reach], [Power]) and what must outlive the manager. Nothing here
/// decides anything.
@NullMarked
package io.halo.core.model;

import org.jspecify.annotations.NullMarked;
