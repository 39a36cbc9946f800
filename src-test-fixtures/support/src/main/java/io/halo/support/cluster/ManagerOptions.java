package io.halo.support.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a manager is started. A value: each method returns a changed copy.
///
/// @param actsOnClosedConnection `--fence-on-connection-close`
/// @param more further options, as they are
public record ManagerOptions(
        Duration period, boolean manages, boolean actsOnClosedConnection, List<String> more) {
    public ManagerOptions {
        more = List.copyOf(more);
    }

    /// As in the test environment: a closed connection is a death.
    public static ManagerOptions testMode() {
        return new ManagerOptions(Duration.ofMillis(500), true, true, List.of());
    }

    /// As in production: only silence is a death.
    public static ManagerOptions normalMode() {
        return new ManagerOptions(Duration.ofMillis(500), true, false, List.of());
    }

    public static ManagerOptions observeMode() {
        return new ManagerOptions(Duration.ofMillis(500), false, false, List.of());
    }

    public ManagerOptions every(Duration newPeriod) {
        return new ManagerOptions(newPeriod, manages, actsOnClosedConnection, more);
    }

    public ManagerOptions with(String... options) {
        List<String> longer = new ArrayList<>(more);
        longer.addAll(List.of(options));
        return new ManagerOptions(period, manages, actsOnClosedConnection, longer);
    }

    List<String> arguments(Path config, Path socket, Path state) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--config", config.toString(), "--socket", socket.toString()));
        arguments.addAll(List.of("--statefile", state.toString(), "--http", "off"));
        arguments.addAll(List.of("--sleep-time", String.valueOf(period.toMillis())));
        if (manages) {
            arguments.add("--manage-resources");
        }
        if (actsOnClosedConnection) {
            arguments.add("--fence-on-connection-close");
        }
        arguments.addAll(more);
        return arguments;
    }
}
