/// Speaks to the agents: the engine's port [io.halo.engine.AgentGateway] over gRPC.
///
/// Every host has two connections. One carries heartbeats alone, so that no call that hangs or
/// waits can delay a sign of life; the other carries starts, stops and monitors. Both are plain
/// `NettyChannelBuilder` channels rather than those of Spring's channel factory: a try after a
/// failure needs a fresh channel, and that factory keeps all it ever made.
///
/// Threads: [io.halo.manager.adapter.agent.GatewayThread] owns all state here, so nothing is
/// locked; two Netty threads do the I/O and hand everything over at once; one virtual thread puts
/// what was heard into the engine's inbox and may wait there.
@NullMarked
package io.halo.manager.adapter.agent;

import org.jspecify.annotations.NullMarked;
