@NullMarked
package io.halo.config;

import org.jspecify.annotations.NullMarked;
