/// What tests need of the machine that they run on.
@NullMarked
package io.halo.support.machine;

import org.jspecify.annotations.NullMarked;
