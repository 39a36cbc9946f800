/// The interactive session. The only package that knows Spring and JLine; loaded only when it is
/// asked for.
@NullMarked
package io.halo.shell.interactive;

import org.jspecify.annotations.NullMarked;
