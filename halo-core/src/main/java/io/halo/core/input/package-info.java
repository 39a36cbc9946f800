/// What the world tells the core: every [Input] and [Outcome], and `WorldFold`, which takes them
/// into the World.
@NullMarked
package io.halo.core.input;

import org.jspecify.annotations.NullMarked;
