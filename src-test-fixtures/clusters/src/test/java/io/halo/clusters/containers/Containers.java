package io.halo.clusters.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import io.halo.support.cluster.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// Makes the containers of a cluster. Nothing is started here.
///
/// @param shared directory that all of them see
record Containers(String image, Path shared, ClusterNetwork network) {
    static final int HTTP = 8090;
    private static final String ENGINE = "/var/run/docker.sock";

    /// A server with simulated resources.
    GenericContainer<?> server(String host) {
        ContainerPlan plan = network.plan();
        return container()
                .withCopyFileToContainer(
                        MountableFile.forHostPath(ProjectFiles.find().ocfRoot()), "/usr/lib/ocf")
                .withEnv("HALO_TEST_LOG", ContainerPlan.SHARED + "/test_log")
                .withEnv("HALO_NET", plan.subnet())
                .withCommand("/opt/halo/bin/halo-agent", "--test-id", host)
                .withCreateContainerCmdModifier(create -> {
                    prepare(create, host, List.of());
                    create.withIpv4Address(plan.address(host));
                })
                .waitingFor(Wait.forLogMessage(".*listening on.*", 1));
    }

    /// The management host, which may ask the container engine to kill containers.
    GenericContainer<?> manager(List<String> options) {
        Path fence =
                ProjectFiles.find()
                        .root()
                        .resolve("src-test-fixtures/support/bin/fence_halo_container");
        List<String> command =
                new ArrayList<>(List.of("/opt/halo/bin/halo-manager", "--manage-resources"));
        command.addAll(options);
        return container()
                .withCopyFileToContainer(MountableFile.forHostPath(config()), "/etc/halo/halo.conf")
                .withCopyFileToContainer(
                        MountableFile.forHostPath(fence), "/usr/sbin/fence_halo_container")
                .withEnv("HALO_HTTP", "0.0.0.0:" + HTTP)
                .withExposedPorts(HTTP)
                .withCommand(command.toArray(String[]::new))
                .withCreateContainerCmdModifier(
                        create -> prepare(create, "manager", List.of(ENGINE + ":/run/docker.sock")))
                .waitingFor(Wait.forLogMessage(".*reading over.*", 1));
    }

    private GenericContainer<?> container() {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network.network())
                .withEnv("HALO_TEST_DIRECTORY", ContainerPlan.SHARED);
    }

    /// With an init: a server's first process waits for those that have lost their parent.
    private void prepare(CreateContainerCmd create, String host, List<String> more) {
        List<Bind> binds = new ArrayList<>();
        binds.add(Bind.parse(shared + ":" + ContainerPlan.SHARED));
        more.forEach(bind -> binds.add(Bind.parse(bind)));
        HostConfig config = Objects.requireNonNull(create.getHostConfig());
        config.withInit(true).withBinds(binds);
        create.withName(network.plan().container(host));
    }

    private Path config() {
        try {
            return Files.writeString(shared.resolve("halo.conf"), network.plan().config());
        } catch (IOException e) {
            throw new UncheckedIOException("writing the configuration", e);
        }
    }
}
