@NullMarked
package io.halo.bench;

import org.jspecify.annotations.NullMarked;
