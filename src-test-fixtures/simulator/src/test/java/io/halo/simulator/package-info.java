/// Random histories of random clusters, and whether the judges can be relied on.
@NullMarked
package io.halo.simulator;

import org.jspecify.annotations.NullMarked;
