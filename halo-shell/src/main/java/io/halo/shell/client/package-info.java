/// HTTP to the manager over its unix socket. Blocking; every request has a deadline, every answer a
/// size limit.
@NullMarked
package io.halo.shell.client;

import org.jspecify.annotations.NullMarked;
