@NullMarked
package io.halo.explorer;

import org.jspecify.annotations.NullMarked;
