/// Shared by the tests of the adapters.
@NullUnmarked
package io.halo.manager.support;

import org.jspecify.annotations.NullUnmarked;
