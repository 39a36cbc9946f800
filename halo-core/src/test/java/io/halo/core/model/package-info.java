@NullMarked
package io.halo.core.model;

import org.jspecify.annotations.NullMarked;
