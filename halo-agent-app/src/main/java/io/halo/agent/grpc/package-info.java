/// The service `halo.agent.v1.Agent`: checks requests, turns them into values of `operation`, and
/// answers. No decisions.
@NullMarked
package io.halo.agent.grpc;

import org.jspecify.annotations.NullMarked;
