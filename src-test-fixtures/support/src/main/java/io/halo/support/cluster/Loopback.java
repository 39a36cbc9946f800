package io.halo.support.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Every host is a port of the loopback address.
public final class Loopback implements Network {
    /// Below the range from which the kernel takes ports for clients: a killed agent's port stays
    /// free.
    private static final int FIRST_PORT = 12_000;

    private static final int LAST_PORT = 31_000;

    /// Two JVMs that start clusters at once begin to look at different places.
    private static final AtomicInteger NEXT =
            new AtomicInteger(
                    (int) (ProcessHandle.current().pid() * 61 % (LAST_PORT - FIRST_PORT)));

    private final Map<String, Integer> ports = new TreeMap<>();

    @Override
    public void prepare(ClusterPlan plan, Path directory) {
        plan.hosts().forEach(host -> ports.put(host, freePort()));
    }

    @Override
    public String address(String host) {
        return "127.0.0.1:" + port(host);
    }

    @Override
    public List<String> listenOptions(String host) {
        return List.of("--network", "127.0.0.0/24", "--port", String.valueOf(port(host)));
    }

    @Override
    public List<String> onHost(String host) {
        return List.of();
    }

    @Override
    public List<String> onManager() {
        return List.of();
    }

    private int port(String host) {
        Integer port = ports.get(host);
        if (port == null) {
            throw new IllegalArgumentException("no host " + host);
        }
        return port;
    }

    private static int freePort() {
        while (true) {
            int port = FIRST_PORT + NEXT.getAndIncrement() % (LAST_PORT - FIRST_PORT);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException _) {
                // Taken: the next one.
            }
        }
    }
}
