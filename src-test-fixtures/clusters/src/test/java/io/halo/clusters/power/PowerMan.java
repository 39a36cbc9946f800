package io.halo.clusters.power;

import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One `powermand` with a power controller of its own for all hosts: a coprocess that speaks what
/// `/etc/powerman/vpc.dev` expects of the virtual power controller.
public final class PowerMan implements PowerSupply {
    private static final int PLUGS = 16;

    private static final String CONFIG =
            """
            include "/etc/powerman/vpc.dev"
            listen "127.0.0.1:PORT"
            device "vpc0" "vpc" "CONTROLLER |&"
            """;

    private static final String CONTROLLER =
            """
            #!/bin/sh
            NAMES
            while read -r command plug; do
              case $command in
                on | off) host=$(host "$plug") && 'POWER' "$host" "$command" ;;
                stat) number=0
                      while [ "$number" -lt PLUGS ]; do
                        state=OFF
                        host=$(host "$number") && [ "$('POWER' "$host" status)" = 1 ] && state=ON
                        echo "plug $number: $state"
                        number=$((number + 1))
                      done ;;
              esac
              echo '0 OK'
              [ "$command" = logoff ] && exit 0
              printf '0 vpc> '
            done
            """;

    private final int port = freePort();
    private final Daemon daemon;

    public PowerMan(TestCluster cluster) {
        var power = new PowerSwitch(cluster);
        List<String> hosts = cluster.plan().hosts();
        var names = new StringBuilder("host() { case $1 in ");
        var nodes = new StringBuilder();
        for (int i = 0; i < hosts.size(); i++) {
            names.append(i).append(") echo '").append(hosts.get(i)).append("' ;; ");
            nodes.append("node \"%s\" \"vpc0\" \"%d\"%n".formatted(hosts.get(i), i));
        }
        names.append("*) return 1 ;; esac; }");
        Path controller =
                power.file(
                        "controller",
                        CONTROLLER
                                .replace("NAMES", names.toString())
                                .replace("POWER", power.script().toString())
                                .replace("PLUGS", String.valueOf(PLUGS)));
        Path config =
                power.file(
                        "powerman.conf",
                        CONFIG.replace("PORT", String.valueOf(port))
                                        .replace("CONTROLLER", controller.toString())
                                + nodes);
        daemon =
                Daemon.start(
                        List.of("powermand", "--foreground", "--conf", config.toString()),
                        config.resolveSibling("powermand.log"));
    }

    @Override
    public String fenceAgent() {
        return "powerman";
    }

    @Override
    public Map<String, String> parameters(String host) {
        return Map.of("ipport", String.valueOf(port), "delay", "0", "power_wait", "0");
    }

    @Override
    public void close() {
        daemon.close();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
