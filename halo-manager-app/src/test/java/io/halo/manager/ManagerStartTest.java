package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.halo.config.ConfigLoader;
import io.halo.config.ConfigResult;
import io.halo.core.view.ClusterStatus;
import io.halo.core.view.HostStatus;
import io.halo.engine.Snapshots;
import io.halo.manager.adapter.store.SqliteStateStore;
import io.halo.manager.adapter.store.StateStoreException;
import io.halo.manager.support.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/// The whole manager in this process, with two agents on loopback.
@Timeout(120)
class ManagerStartTest {
    @TempDir private Path directory;

    @Test
    void connectsLooksAndStopsWithoutTouchingAnything() throws IOException {
        try (var first = FakeAgent.start();
                var second = FakeAgent.start();
                var manager = start(first, second)) {
            var status = manager.getBean(Snapshots.class);
            until(() -> connected(status.current()) == 2);
            until(() -> !first.observed.isEmpty() && !second.observed.isEmpty());
            assertThat(directory.resolve("socket")).exists();

            assertThat(stop(manager)).isLessThan(Duration.ofSeconds(5));
            assertThat(directory.resolve("socket")).doesNotExist();
            assertThat(first.executed).isEmpty();
            assertThat(second.executed).isEmpty();
            // The lock is gone with the manager.
            SqliteStateStore.open(directory.resolve("state")).close();
        }
    }

    @Test
    void aSecondManagerOfTheSameStateIsRefused() throws IOException {
        try (var first = FakeAgent.start();
                var second = FakeAgent.start();
                var manager = start(first, second)) {
            assertThat(manager.isActive()).isTrue();
            assertThatThrownBy(() -> SqliteStateStore.open(directory.resolve("state")))
                    .isInstanceOf(StateStoreException.class);
        }
    }

    private ConfigurableApplicationContext start(FakeAgent first, FakeAgent second)
            throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("halo.conf"),
                        """
                        hosts:
                        - { hostname: "127.0.0.1:%d", name: first }
                        - { hostname: "127.0.0.1:%d", name: second }
                        resources:
                        - { name: pool, kind: heartbeat/ZFS, parameters: { pool: pool } }
                        resource_groups:
                        - { root: pool, home_host: first, failover_hosts: [ second ] }
                        """
                                .formatted(first.port(), second.port()));
        var config = ((ConfigResult.Loaded) ConfigLoader.load(file)).config();
        var parsed =
                CommandLine.parse(
                        List.of(
                                "--socket",
                                directory.resolve("socket").toString(),
                                "--statefile",
                                directory.resolve("state").toString(),
                                "--http=off"),
                        Map.of(),
                        "1");
        var options = ((CommandLine.Parsed.Run) parsed).options();
        return ManagerApplication.start(
                new Startup(options, config, SqliteStateStore.open(options.statefile())));
    }

    private static Duration stop(ConfigurableApplicationContext manager) {
        long begun = System.nanoTime();
        manager.close();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static long connected(ClusterStatus status) {
        return status.hosts().stream().filter(HostStatus::connected).count();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
