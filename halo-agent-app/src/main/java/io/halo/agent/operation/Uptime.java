package io.halo.agent.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Time since the boot, which no clock change touches.
final class Uptime {
    /// The unit of start times in `/proc`: fixed for user programs, whatever the kernel's own tick
    /// is.
    private static final long TICKS_PER_SECOND = 100;

    private Uptime() {}

    static Duration now() {
        try {
            String seconds = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
            return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the time since the boot", e);
        }
    }

    static Duration ofTicks(long ticks) {
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }
}
