/// One packaged agent under a steady load, and what that costs it.
@NullMarked
package io.halo.clusters.load;

import org.jspecify.annotations.NullMarked;
