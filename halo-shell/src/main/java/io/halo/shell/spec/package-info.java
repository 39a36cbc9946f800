/// What commands look like, and the strict parser of what was typed. Pure: no I/O.
@NullMarked
package io.halo.shell.spec;

import org.jspecify.annotations.NullMarked;
