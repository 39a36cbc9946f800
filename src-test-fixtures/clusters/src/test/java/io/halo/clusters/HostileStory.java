package io.halo.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.halo.support.cluster.ClusterPlan;
import io.halo.support.cluster.ManagerOptions;
import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Somebody talks to the ports who should not.
class HostileStory {
    /// As many as a port scanner or a broken monitoring leaves open.
    private static final int SILENT_CLIENTS = 200;

    @RegisterExtension static final Clusters CLUSTERS = new Clusters();

    /// C5: garbage, and clients that say nothing.
    @Test
    void garbageAndSilentClientsDoNotDisturbAnAgent() throws IOException {
        TestCluster cluster = CLUSTERS.fresh(ClusterPlan.pair("mds", 2));
        cluster.bringUp(ManagerOptions.testMode());
        int mark = cluster.records().mark();
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < SILENT_CLIENTS; i++) {
                clients.add(connect(cluster, "mds00"));
            }
            Random random = new Random(1);
            byte[] garbage = new byte[100_000];
            random.nextBytes(garbage);
            send(cluster, garbage);
            send(cluster, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            send(cluster, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            cluster.truth().remove("mds_a0", "mds00");
            cluster.await("work goes on", () -> cluster.truth().runs("mds_a0", "mds00"));
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        cluster.awaitAtHome();
        assertThat(cluster.records().changes(mark)).hasSize(1);
        assertThat(cluster.records().fences("off", "mds00")).isEmpty();
    }

    private static void send(TestCluster cluster, byte[] bytes) throws IOException {
        try (Socket socket = connect(cluster, "mds00")) {
            socket.getOutputStream().write(bytes);
        } catch (IOException _) {
            // It hung up on us, which is its right.
        }
    }

    private static Socket connect(TestCluster cluster, String host) throws IOException {
        String[] address = cluster.network().address(host).split(":", 2);
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])), 10_000);
        return socket;
    }
}
