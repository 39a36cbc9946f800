@NullMarked
package io.halo.manager.adapter.store;

import org.jspecify.annotations.NullMarked;
