/// The commands. Each is a plain class with a declared `CommandSpec` and an `execute`; `Commands`
/// lists them.
@NullMarked
package io.halo.shell.command;

import org.jspecify.annotations.NullMarked;
