/// The cluster over HTTP. The unix socket comes first: whoever may open it may do everything. A TCP
/// port is added once the manager runs; it only reads, and a port that is taken stops nothing.
///
/// Tomcat and Spring MVC; requests run on virtual threads, ask the ports in `io.halo.engine` and
/// never wait for the loop.
@NullMarked
package io.halo.manager.adapter.web;

import org.jspecify.annotations.NullMarked;
