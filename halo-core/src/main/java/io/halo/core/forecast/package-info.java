/// What would happen: the production core run forward in virtual time.
@NullMarked
package io.halo.core.forecast;

import org.jspecify.annotations.NullMarked;
