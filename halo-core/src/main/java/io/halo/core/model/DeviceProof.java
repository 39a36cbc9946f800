package io.halo.core.model;

import java.time.Instant;

/// Whether a fence device's *off* is evidence about its host (T1). Durable, per device.
public sealed interface DeviceProof {
    /// Has not answered *on* while its host was connected.
    record Unproven() implements DeviceProof {}

    /// Has answered *on* while its host was connected.
    record Proven(Instant at) implements DeviceProof {}

    /// Said *off* of a host that then answered.
    ///
    /// @param lied whether the host came back with the same boot id after a confirmed power-off:
    ///   only the operator ends that
    record Untrusted(Instant at, String why, boolean lied) implements DeviceProof {}
}
