@NullMarked
package io.halo.core.text;

import org.jspecify.annotations.NullMarked;
