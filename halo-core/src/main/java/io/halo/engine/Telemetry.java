package io.halo.engine;

import io.halo.core.model.Event;
import io.halo.core.model.HostId;
import java.time.Duration;

/// Measurements that no snapshot has. Any thread may call it; it returns at once and does not
/// throw.
public interface Telemetry {
    /// One turn of the loop: fold, plan, write, dispatch.
    void cycle(Duration took);

    /// A start, stop or monitor ended.
    ///
    /// @param op `start`, `stop` or `monitor`
    /// @param kind of the resource, such as `heartbeat/ZFS`
    void operation(String op, String kind, Ending ending, Duration took);

    /// An attempt to power a host off ended.
    void fence(HostId host, Ending ending, Duration took);

    /// A group that was lost with its host is wholly running elsewhere.
    ///
    /// @param took since the host was last heard
    void failover(Duration took);

    /// An event was written.
    void event(Event.Kind kind);

    /// How something that was sent out ended (L9).
    enum Ending {
        DONE,
        FAILED,
        REFUSED,
        UNKNOWN
    }
}
