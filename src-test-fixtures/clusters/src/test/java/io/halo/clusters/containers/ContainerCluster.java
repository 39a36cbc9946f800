package io.halo.clusters.containers;

import com.github.dockerjava.api.DockerClient;
import io.halo.clusters.Scrape;
import io.halo.support.cluster.Await;
import io.halo.support.cluster.CommandResult;
import io.halo.support.cluster.Json;
import io.halo.support.cluster.Shell;
import io.halo.support.cluster.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startables;

/// A pair of servers and a management host, each a container of the shipped image, in one network.
/// The fence program kills containers through the engine's socket. A directory that all share holds
/// the files that stand for running resources: what is true can be seen from outside.
final class ContainerCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DockerClient engine = DockerClientFactory.instance().client();
    private final Path shared;
    private final ClusterNetwork network;
    private final Map<String, GenericContainer<?>> servers = new TreeMap<>();
    private final GenericContainer<?> manager;

    private ContainerCluster(String image, List<String> managerOptions) throws IOException {
        shared = Files.createTempDirectory("halo").toRealPath();
        network = ClusterNetwork.make();
        Containers containers = new Containers(image, shared, network);
        ContainerPlan.HOSTS.forEach(host -> servers.put(host, containers.server(host)));
        manager = containers.manager(managerOptions);
    }

    /// Starts everything and waits until every group runs at home and could fail over.
    static ContainerCluster atHome(String image, String... managerOptions) throws IOException {
        ContainerCluster cluster = new ContainerCluster(image, List.of(managerOptions));
        try {
            Startables.deepStart(cluster.servers.values()).join();
            cluster.manager.start();
            cluster.awaitGroupOn("pool0", "mds00");
            cluster.awaitGroupOn("pool1", "mds01");
            cluster.awaitStatus("all is well", status -> status.verdict().equals("OK"));
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /// The power goes away: everything in the container is gone at once.
    void kill(String host) {
        engine.killContainerCmd(container(host)).exec();
    }

    void powerOn(String host) {
        engine.startContainerCmd(container(host)).exec();
    }

    boolean isOn(String host) {
        return Boolean.TRUE.equals(
                engine.inspectContainerCmd(container(host)).exec().getState().getRunning());
    }

    void cut(String host) {
        network.cut(container(host));
    }

    void mend(String host) {
        network.mend(container(host), network.plan().address(host));
    }

    /// `GET /status`, over TCP.
    Status status() {
        return new Status(Json.parse(Scrape.get(http().resolve("/status"))));
    }

    Scrape scrape() {
        return Scrape.of(http());
    }

    /// A command, over the unix socket in the management host.
    ///
    /// @return the answer's status, and its text
    Answer post(String path) {
        ExecResult result =
                onManager(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--max-time",
                        "90",
                        "--unix-socket",
                        "/run/halo.socket",
                        "--header",
                        "Content-Type: application/json",
                        "--data",
                        "{}",
                        "--write-out",
                        "\n%{http_code}",
                        "http://localhost" + path + "?wait=60s");
        String out = result.getStdout();
        int end = out.lastIndexOf('\n');
        return new Answer(
                Integer.parseInt(out.substring(end + 1).strip()),
                out.substring(0, Math.max(end, 0)) + result.getStderr());
    }

    record Answer(int status, String text) {}

    ExecResult onManager(String... command) {
        try {
            return manager.execInContainer(command);
        } catch (IOException e) {
            throw new UncheckedIOException("running " + Arrays.toString(command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + Arrays.toString(command), e);
        }
    }

    /// In truth, and as the manager sees it.
    void awaitGroupOn(String group, String host) {
        await(group + " runs on " + host, () -> runs(group, host));
        awaitStatus(
                "the manager sees " + group + " on " + host,
                status -> status.runningOn(group).equals(List.of(host)));
    }

    void awaitStatus(String what, Predicate<Status> wanted) {
        await(what, () -> wanted.test(status()));
    }

    boolean runs(String group, String host) {
        return ContainerPlan.stateFiles(group).stream()
                .allMatch(name -> Files.exists(shared.resolve(host + "." + name)));
    }

    /// What ran on two hosts at once.
    List<String> twice() {
        return lines("twice.log");
    }

    /// How often the fence program was asked to do that with that host.
    long fences(String action, String host) {
        return lines("fence.log").stream()
                .filter(line -> line.matches("\\d+ begin " + action + " " + host))
                .count();
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            Await.until(what, PATIENCE, condition);
        } catch (Await.NotInTime e) {
            throw new AssertionError(e.getMessage() + "\n" + picture(), e);
        }
    }

    private String picture() {
        StringBuilder out = new StringBuilder();
        out.append(onManager("/opt/halo/bin/halo", "status", "--why")).append('\n');
        servers.forEach((host, server) ->
                out.append("---- ").append(host).append('\n').append(server.getLogs()));
        out.append("---- manager\n").append(manager.getLogs());
        lines("fence.log").forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private List<String> lines(String file) {
        Path path = shared.resolve(file);
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }

    private String container(String host) {
        return network.plan().container(host);
    }

    private URI http() {
        return URI.create(
                "http://" + manager.getHost() + ":" + manager.getMappedPort(Containers.HTTP));
    }

    @Override
    public void close() {
        List<GenericContainer<?>> all = new ArrayList<>(servers.values());
        all.add(manager);
        all.forEach(GenericContainer::stop);
        network.close();
        CommandResult removed =
                Shell.run(List.of("rm", "-rf", shared.toString()), Map.of(), PATIENCE);
        if (removed.exit() != 0) {
            throw new IllegalStateException(removed.err());
        }
    }
}
