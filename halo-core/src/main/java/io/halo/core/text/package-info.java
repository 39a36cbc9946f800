/// The World as text, exactly: for an operator's dump, for planning on another machine, and for
/// tests that begin where a cluster once was.
@NullMarked
package io.halo.core.text;

import org.jspecify.annotations.NullMarked;
