package io.halo.agent.operation;

import io.halo.agent.ocf.Call;
import java.time.Duration;

/// A call with its name and its place in the manager's order.
///
/// @param sequence grows with everything that a manager sends to this server
/// @param startWithin a start or stop is begun within this, or never
public record Operation(String id, long sequence, Call call, Duration startWithin) {
    /// How long to wait for a running monitor where the request does not say.
    public static final Duration START_WITHIN = Duration.ofSeconds(2);

    /// A start that comes later than this was planned for another world.
    private static final Duration START_WITHIN_MAX = Duration.ofSeconds(10);

    public Operation {
        Call.checkId(id, "operation id");
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence must not be negative");
        }
        if (startWithin.isNegative() || startWithin.compareTo(START_WITHIN_MAX) > 0) {
            throw new IllegalArgumentException("start_within must be 0 to 10 s");
        }
    }

    public String resource() {
        return call.resource();
    }

    @Override
    public String toString() {
        return call + " [" + id + "]";
    }
}
