package io.halo.simulator;

/// What no program can guarantee (docs/invariants.md). A run that broke one may see two copies; it
/// must notice them.
enum Assumption {
    /// Nobody but HALO starts a managed group.
    S1,
    /// What is one thing is one thing in the file, and its scripts say whether it is held.
    S2,
    /// A fence device's status tells the truth about its host.
    S3,
    /// One acting manager, its newest state, and agents that remember whom they obey.
    S4
}
