/// The agent: runs OCF scripts on one server when the manager asks, and never acts on its own.
///
/// This package is the program and its wiring. `grpc` turns requests into values and back,
/// `operation` decides what may run (one script at a time per resource, the newest manager only,
/// nothing out of order) and remembers it over a restart, `ocf` knows what a script is, what it
/// must be told and what it says, `tls` who managers are and who we are.
@NullMarked
package io.halo.agent;

import org.jspecify.annotations.NullMarked;
