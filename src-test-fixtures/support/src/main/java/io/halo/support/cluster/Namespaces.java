package io.halo.support.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Every host is a network namespace with one cable to a switch, and so is the management host.
/// Files and processes are shared, so that the fence program works as on loopback. Needs root.
public final class Namespaces implements Network {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String MANAGER = "manager";
    private static final int PORT = 8000;
    private static final String PROCESSES_END =
            """
            ip netns pids NAMESPACE | xargs --no-run-if-empty kill -KILL
            while [ -n "$(ip netns pids NAMESPACE)" ]; do sleep 0.01; done
            """;

    private final String prefix =
            "halo" + ProcessHandle.current().pid() + "n" + NEXT.getAndIncrement();
    private final List<String> hosts = new ArrayList<>();

    /// Why there can be no such network here; empty if there can.
    public static Optional<String> unavailable() {
        String probe = "halo" + ProcessHandle.current().pid() + "probe" + NEXT.getAndIncrement();
        try {
            Shell.run(
                    "ip netns add "
                            + probe
                            + "; trap 'ip netns delete "
                            + probe
                            + "' EXIT; ip -n "
                            + probe
                            + " link add br0 type bridge; ip -n "
                            + probe
                            + " link add v0 type veth peer name v1");
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of("no network namespaces: " + e.getMessage());
        }
    }

    @Override
    public void prepare(ClusterPlan plan, Path directory) {
        hosts.addAll(plan.hosts());
        hosts.add(MANAGER);
        StringBuilder names = new StringBuilder(hub() + "\n");
        hosts.forEach(host -> names.append(namespace(host)).append('\n'));
        // Written first: what dies in the middle leaves nothing behind.
        TextFile.write(directory.resolve("namespaces"), names.toString());
        StringBuilder script = new StringBuilder();
        script.append("ip netns add ").append(hub()).append('\n');
        script.append(inHub("link add br0 type bridge"));
        script.append(inHub("link set br0 up"));
        hosts.forEach(host -> script.append(connect(host)));
        Shell.run(script.toString());
        plan.hosts().forEach(host -> goesWithThePower(host, directory.resolve("hooks")));
    }

    /// A server without power refuses nothing either: its cable is dead until it is mended. Nothing
    /// of it runs on, daemons that hide their environment included, and of its addresses it comes
    /// back with its own alone.
    private void goesWithThePower(String host, Path hooks) {
        TextFile.makeDirectory(hooks);
        Path hook = hooks.resolve(host + ".off");
        TextFile.write(
                hook,
                "#!/bin/sh\n"
                        + inHub("link set " + cable(host) + " down")
                        + PROCESSES_END.replace("NAMESPACE", namespace(host))
                        + inside(host)
                        + "address flush dev eth0\n"
                        + ownAddress(host));
        TextFile.makeExecutable(hook);
    }

    @Override
    public String address(String host) {
        return ip(host) + ":" + PORT;
    }

    @Override
    public List<String> listenOptions(String host) {
        return List.of("--network", "10.77.0.0/24", "--port", String.valueOf(PORT));
    }

    @Override
    public List<String> onHost(String host) {
        return List.of("ip", "netns", "exec", namespace(host));
    }

    @Override
    public List<String> onManager() {
        return onHost(MANAGER);
    }

    /// Pulls the cable out at the switch: from now on packets to and from the host vanish.
    public void cut(String host) {
        Shell.run(inHub("link set " + cable(host) + " down"));
    }

    public void mend(String host) {
        Shell.run(inHub("link set " + cable(host) + " up"));
    }

    /// Cuts every host at the same moment.
    public void cutAll() {
        StringBuilder script = new StringBuilder();
        hosts.stream()
                .filter(host -> !host.equals(MANAGER))
                .forEach(host -> script.append(inHub("link set " + cable(host) + " down")));
        Shell.run(script.toString());
    }

    public void mendAll() {
        hosts.forEach(this::mend);
    }

    /// The management host loses its own link: its system says "network unreachable".
    public void cutManager() {
        cut(MANAGER);
    }

    public void mendManager() {
        mend(MANAGER);
    }

    private String connect(String host) {
        String namespace = namespace(host);
        return "ip netns add "
                + namespace
                + '\n'
                + inHub("link add " + cable(host) + " type veth peer name eth0 netns " + namespace)
                + inHub("link set " + cable(host) + " master br0 up")
                + ownAddress(host)
                + inside(host)
                + "link set lo up\n"
                + inside(host)
                + "link set eth0 up\n";
    }

    private String ownAddress(String host) {
        return inside(host) + "address add " + ip(host) + "/24 dev eth0\n";
    }

    private String inside(String host) {
        return "ip -n " + namespace(host) + " ";
    }

    private String inHub(String command) {
        return "ip -n " + hub() + " " + command + '\n';
    }

    private String hub() {
        return prefix + "hub";
    }

    private String namespace(String host) {
        return prefix + "h" + index(host);
    }

    private String cable(String host) {
        return "v" + index(host);
    }

    private String ip(String host) {
        return "10.77.0." + (10 + index(host));
    }

    private int index(String host) {
        int index = hosts.indexOf(host);
        if (index < 0) {
            throw new IllegalArgumentException("no host " + host);
        }
        return index;
    }
}
