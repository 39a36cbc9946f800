@NullMarked
package io.halo.manager;

import org.jspecify.annotations.NullMarked;
