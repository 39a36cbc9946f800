/// Small worlds, explored to the last interleaving: the production core against everything that can
/// happen to one, two or three hosts.
@NullMarked
package io.halo.explorer;

import org.jspecify.annotations.NullMarked;
