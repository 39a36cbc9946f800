package io.halo.manager.adapter.web;

import java.net.InetSocketAddress;

/// Hears what became of the TCP port. Called once, after the manager has started.
public interface HttpPortWatcher {
    /// It listens.
    ///
    /// @param address with the port that was taken where 0 was asked for
    void listening(InetSocketAddress address);

    /// It does not: a finding, no reason to stop. The unix socket works.
    ///
    /// @param why one sentence for the operator
    void failed(InetSocketAddress wanted, String why);
}
