/// The fake agents keep the rules of the real ones, and the manager gets along with them.
@NullMarked
package io.halo.clusters.scale;

import org.jspecify.annotations.NullMarked;
