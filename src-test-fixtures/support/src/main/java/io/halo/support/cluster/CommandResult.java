package io.halo.support.cluster;

import java.time.Duration;

/// How a command ended and what it printed.
public record CommandResult(int exit, String out, String err, Duration took) {
    /// Everything that was printed.
    public String words() {
        return out + err;
    }
}
