/// Runs one program at a time: an OCF script for the agent, a fence program for the manager and the
/// console.
///
/// What each run is given: a session and process group of its own, exactly the environment of its
/// spec, a deadline, and limits on what is kept of its output. What each run is not given: a way to
/// hang its caller, to fill its memory, or to leave processes behind after its deadline that nobody
/// knows of.
///
/// - [io.halo.process.Program] is the way in.
/// - [io.halo.process.ProcessTree] finds the processes of a run again, also after a restart of
///   ours.
///
/// There is no native code here. Linux only: everything that is known about processes comes from
/// `/proc`.
@NullMarked
package io.halo.process;

import org.jspecify.annotations.NullMarked;
