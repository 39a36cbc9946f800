/// Tests of the plan's own check.
@NullMarked
package io.halo.core.plan;

import org.jspecify.annotations.NullMarked;
