package io.halo.engine;

import io.halo.core.view.ClusterStatus;

/// What is known of the cluster now. Any thread may ask; it never waits for the loop.
@FunctionalInterface
public interface Snapshots {
    /// The newest published picture. The same object again as long as nothing has changed, so that
    /// readers can cache what they make of it.
    ClusterStatus current();
}
