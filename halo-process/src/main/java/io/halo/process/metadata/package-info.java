/// What agents say about themselves: OCF resource agents for `meta-data`, fence agents for
/// `metadata`. Both print the same kind of document.
@NullMarked
package io.halo.process.metadata;

import org.jspecify.annotations.NullMarked;
