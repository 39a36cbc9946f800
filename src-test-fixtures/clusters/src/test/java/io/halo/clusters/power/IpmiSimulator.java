package io.halo.clusters.power;

import io.halo.support.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A BMC for each host, `ipmi_sim` of the package openipmi: RMCP+ over UDP on loopback.
public final class IpmiSimulator implements PowerSupply {
    private static final String LAN =
            """
            name "HOST"
            set_working_mc 0x20
              startlan 1
                addr 127.0.0.1 PORT
                priv_limit admin
                allowed_auths_user none md2 md5 straight
                allowed_auths_operator none md2 md5 straight
                allowed_auths_admin none md2 md5 straight
                guid a123456789abcdefa123456789abcdef
              endlan
              chassis_control "CHASSIS"
              user 2 true "halo" "secret" admin 10 none md2 md5 straight
            """;

    private static final String CONTROLLER =
            """
            mc_setbmc 0x20
            mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
            sel_enable 0x20 1000 0x0a
            mc_enable 0x20
            """;

    /// Called with `get power` or `set power 0|1`.
    private static final String CHASSIS =
            """
            #!/bin/sh
            case "$1 $2 $3" in
              'get power ') echo "power:$('POWER' 'HOST' status)" ;;
              'set power 0') 'POWER' 'HOST' off ;;
              'set power 1') 'POWER' 'HOST' on ;;
            esac
            """;

    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, Daemon> daemons = new LinkedHashMap<>();

    public IpmiSimulator(TestCluster cluster) {
        var power = new PowerSwitch(cluster);
        Path controller = power.file("bmc.emu", CONTROLLER);
        for (String host : cluster.plan().hosts()) {
            int port = freePort();
            Path chassis =
                    power.file(
                            host + ".chassis",
                            CHASSIS.replace("POWER", power.script().toString())
                                    .replace("HOST", host));
            Path lan =
                    power.file(
                            host + ".lan",
                            LAN.replace("HOST", host)
                                    .replace("PORT", String.valueOf(port))
                                    .replace("CHASSIS", chassis.toString()));
            ports.put(host, port);
            daemons.put(
                    host,
                    Daemon.start(
                            List.of(
                                    "ipmi_sim",
                                    "-c",
                                    lan.toString(),
                                    "-f",
                                    controller.toString(),
                                    "-s",
                                    lan.resolveSibling(host + ".state").toString(),
                                    "-n"),
                            lan.resolveSibling(host + ".log")));
        }
    }

    @Override
    public String fenceAgent() {
        return "fence_ipmilan";
    }

    /// Without `cipher` each call asks the BMC for its ciphers, which this one does not know: 14 s.
    @Override
    public Map<String, String> parameters(String host) {
        return Map.of(
                "ip", "127.0.0.1",
                "ipport", String.valueOf(ports.get(host)),
                "username", "halo",
                "password", "secret",
                "cipher", "3",
                "power_wait", "0");
    }

    @Override
    public void close() {
        daemons.values().forEach(Daemon::close);
    }

    private static int freePort() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
