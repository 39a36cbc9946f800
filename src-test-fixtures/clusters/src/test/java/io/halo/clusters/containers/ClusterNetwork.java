package io.halo.clusters.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network.Ipam;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/// The network of one cluster, with a cable to each server that can be pulled out and put back.
final class ClusterNetwork implements AutoCloseable {
    /// More than are ever made at once on one engine.
    private static final int NETS = 64;

    private final DockerClient engine = DockerClientFactory.instance().client();
    private final ContainerPlan plan;
    private final Network network;

    private ClusterNetwork(ContainerPlan plan, Network network) {
        this.plan = plan;
        this.network = network;
    }

    /// Takes the first range of addresses that the engine does not use yet: who wants to keep an
    /// address has to name the range.
    static ClusterNetwork make() {
        DockerException taken = null;
        for (int net = 0; net < NETS; net++) {
            String prefix = "halo" + ProcessHandle.current().pid() + "n" + net;
            ContainerPlan plan = new ContainerPlan(prefix, net);
            try {
                Network network = network(plan.subnet());
                network.getId();
                return new ClusterNetwork(plan, network);
            } catch (DockerException e) {
                taken = e;
            }
        }
        throw new IllegalStateException("no network can be made", taken);
    }

    private static Network network(String subnet) {
        Ipam addresses = new Ipam().withConfig(new Ipam.Config().withSubnet(subnet));
        return Network.builder()
                .createNetworkCmdModifier(create -> create.withIpam(addresses))
                .build();
    }

    ContainerPlan plan() {
        return plan;
    }

    Network network() {
        return network;
    }

    /// From now on packets to and from the container vanish.
    void cut(String container) {
        engine.disconnectFromNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(container)
                .exec();
    }

    void mend(String container, String address) {
        ContainerNetwork.Ipam same = new ContainerNetwork.Ipam().withIpv4Address(address);
        engine.connectToNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(container)
                .withContainerNetwork(new ContainerNetwork().withIpamConfig(same))
                .exec();
    }

    @Override
    public void close() {
        network.close();
    }
}
