package io.halo.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.config.ConfigLoader;
import io.halo.config.ConfigResult;
import io.halo.core.model.CommandRecord;
import io.halo.core.view.ClusterStatus;
import io.halo.core.view.Verdict;
import io.halo.engine.Operations;
import io.halo.engine.Snapshots;
import io.halo.manager.adapter.store.SqliteStateStore;
import io.halo.manager.support.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.context.ConfigurableApplicationContext;

/// The whole manager, with two agents on loopback and a fence program: the group `tank` at home on
/// `mds00`, with `mds01` as its partner. The socket is `halo.socket` in its directory.
public final class WholeManager implements AutoCloseable {
    private final Path directory;
    private final FakeAgent first = FakeAgent.start();
    private final FakeAgent second = FakeAgent.start();
    private final ConfigurableApplicationContext context;

    /// When all is well.
    public WholeManager(Path directory) throws IOException {
        this.directory = directory;
        Path fence =
                Files.writeString(directory.resolve("fence_on"), "#!/bin/sh\necho 'Status: ON'\n");
        Files.setPosixFilePermissions(fence, PosixFilePermissions.fromString("rwx------"));
        Path file =
                Files.writeString(
                        directory.resolve("halo.conf"),
                        """
                        hosts:
                        - { hostname: "127.0.0.1:%d", name: mds00, fence_agent: ./fence_on }
                        - { hostname: "127.0.0.1:%d", name: mds01, fence_agent: ./fence_on }
                        resources:
                        - { name: tank, kind: heartbeat/ZFS, parameters: { pool: tank } }
                        resource_groups:
                        - { root: tank, home_host: mds00, failover_hosts: [ mds01 ] }
                        """
                                .formatted(first.port(), second.port()));
        var config = ((ConfigResult.Loaded) ConfigLoader.load(file)).config();
        var arguments =
                List.of(
                        "--socket",
                        socket().toString(),
                        "--statefile",
                        directory.resolve("state").toString(),
                        "--http=off",
                        "--manage-resources",
                        "--sleep-time",
                        "500");
        var options =
                ((CommandLine.Parsed.Run) CommandLine.parse(arguments, Map.of(), "1")).options();
        context =
                ManagerApplication.start(
                        new Startup(options, config, SqliteStateStore.open(options.statefile())));
        until(this::isWell);
    }

    public Path socket() {
        return directory.resolve("halo.socket");
    }

    /// No command is under way.
    public void untilAllIsDone() {
        until(() ->
                context.getBean(Operations.class).all().stream().noneMatch(CommandRecord::running));
    }

    private void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still %s", status().verdict()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private boolean isWell() {
        ClusterStatus status = status();
        return status.verdict().level() == Verdict.Level.OK
                && status.verdict().text().startsWith("1 resource running;")
                && status.hosts().stream().allMatch(host -> host.protection().ok());
    }

    private ClusterStatus status() {
        return context.getBean(Snapshots.class).current();
    }

    @Override
    public void close() {
        context.close();
        first.close();
        second.close();
    }
}
