@NullMarked
package io.halo.engine;

import org.jspecify.annotations.NullMarked;
