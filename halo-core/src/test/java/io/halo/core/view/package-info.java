@NullMarked
package io.halo.core.view;

import org.jspecify.annotations.NullMarked;
