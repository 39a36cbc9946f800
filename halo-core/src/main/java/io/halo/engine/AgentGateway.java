package io.halo.engine;

import io.halo.core.model.HostId;
import io.halo.core.plan.Action;

/// The way to the agents. Methods return at once and do not throw; answers come through the
/// [Inbox].
///
/// The gateway sends heartbeats by itself, one per host and
/// [io.halo.core.model.ClusterSpec#beat()], whatever else is going on, and reports each answer,
/// refusal and failure. It retries no request.
public interface AgentGateway {
    /// From now on requests carry this claim; epoch 0 claims nothing (L8).
    void claim(long epoch, String managerInstance);

    /// Starts heartbeats to all configured hosts.
    void open();

    /// Sends a heartbeat now.
    void beat(HostId host);

    /// Sends a start or stop, unless its `notAfter` has passed; one `OperationEnded` follows,
    /// always.
    void operate(Action.Operate operation);

    /// Sends the monitors; one `Looked` each follows, always.
    void look(Action.Look look);

    /// Ends all connections; nothing is reported afterwards.
    void close();
}
