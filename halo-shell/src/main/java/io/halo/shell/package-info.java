/// The operator's console.
///
/// `halo COMMAND …` parses its words with our own strict parser, runs one command and exits,
/// without loading a class of Spring. `halo` alone starts the interactive session, where Spring
/// Shell knows the same commands.
///
/// - `spec` says what a command looks like and parses what was typed,
/// - `client` talks HTTP to the manager over its unix socket,
/// - `render` turns answers into text,
/// - `command` holds the commands,
/// - `interactive` is the session; only it knows Spring.
@NullMarked
package io.halo.shell;

import org.jspecify.annotations.NullMarked;
