package io.halo.manager.adapter.agent;

import io.halo.core.model.HostId;
import io.halo.engine.MonotonicClock;
import java.time.Duration;
import java.util.function.Supplier;

/// What the connections of one host need of the rest of the gateway.
///
/// @param beat the time from one heartbeat to the next
/// @param deadAfter how long one heartbeat waits for its answer
/// @param claim what requests claim at this moment
record Link(
        HostId host,
        AgentAddress agent,
        Duration beat,
        Duration deadAfter,
        GatewayThread thread,
        ConnectSlots slots,
        ChannelMaker channels,
        Addresses addresses,
        Answers answers,
        MonotonicClock clock,
        Supplier<Claim> claim) {}
