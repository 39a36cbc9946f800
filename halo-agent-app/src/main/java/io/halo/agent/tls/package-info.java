/// Mutual TLS on the agent's side: who we are, whom we let in, and files that may be renewed while
/// we run. Knows nothing of gRPC.
@NullMarked
package io.halo.agent.tls;

import org.jspecify.annotations.NullMarked;
