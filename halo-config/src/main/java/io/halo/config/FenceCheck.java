package io.halo.config;

import static io.halo.config.Problems.quote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds two hosts with one plug: powering off the one would power off the other, and "off" would
/// prove nothing.
final class FenceCheck {
    /// Parameters that say how a device is spoken to, not which device and plug it is.
    private static final List<String> MANNER =
            List.of(
                    "login",
                    "username",
                    "passwd",
                    "password",
                    "passwd_script",
                    "password_script",
                    "cmd_prompt",
                    "command_prompt",
                    "identity_file",
                    "ssh_options",
                    "snmp_auth_prot",
                    "snmp_priv_prot",
                    "snmp_priv_passwd",
                    "snmp_priv_passwd_script",
                    "snmp_sec_level",
                    "snmp_version",
                    "community",
                    "cipher",
                    "auth",
                    "lanplus",
                    "hexadecimal_kg",
                    "method",
                    "privlvl",
                    "ssl",
                    "ssl_secure",
                    "ssl_insecure",
                    "notls",
                    "tls1.0",
                    "secure",
                    "ssh",
                    "inet4_only",
                    "inet6_only",
                    "quiet",
                    "verbose",
                    "verbose_level",
                    "debug",
                    "debug_file",
                    "delay",
                    "power_wait",
                    "power_timeout",
                    "shell_timeout",
                    "login_timeout",
                    "retry_on",
                    "disable_timeout",
                    "timeout",
                    "stonith_status_sleep",
                    "missing_as_off",
                    "plug_separator");

    private static final Map<String, String> SYNONYMS =
            Map.of("ipaddr", "ip", "port", "plug", "user", "username", "udpport", "ipport");

    private FenceCheck() {}

    static void run(HostTable hosts, Problems problems) {
        var owners = new HashMap<String, Integer>();
        for (int host = 0; host < hosts.hosts().size(); host++) {
            var own = new HashSet<String>();
            for (RawDevice device : devices(hosts, host)) {
                String truth = truth(device, hosts.hosts().get(host), hosts.id(host));
                Integer other = owners.putIfAbsent(truth, host);
                if (other != null && other != host && !hosts.id(other).equals(hosts.id(host))) {
                    problems.error(
                            device.at(),
                            "host: "
                                    + quote(hosts.id(host))
                                    + " has the same fence device and plug as "
                                    + quote(hosts.id(other)));
                } else if (!own.add(truth)) {
                    problems.warning(
                            device.at(),
                            "host: "
                                    + quote(hosts.id(host))
                                    + " has the same fence device and plug twice");
                }
            }
        }
    }

    private static List<RawDevice> devices(HostTable hosts, int host) {
        var devices = new ArrayList<RawDevice>();
        hosts.hosts().get(host).levels().forEach(devices::addAll);
        return devices;
    }

    /// What is switched, as comparable text: the program, and the parameters that name device and
    /// plug with their defaults.
    private static String truth(RawDevice device, RawHost host, String id) {
        var truth = new TreeMap<String, String>();
        device.parameters()
                .forEach((name, value) -> {
                    String normal = name.replace('-', '_');
                    normal = SYNONYMS.getOrDefault(normal, normal);
                    if (!MANNER.contains(normal)) {
                        truth.put(normal, RawDevice.canonical(value));
                    }
                });
        FenceDefaults.of(device.agent(), id, host).forEach(truth::putIfAbsent);
        if (truth.containsKey("target")) {
            truth.remove("plug", id);
        }
        return device.program() + " " + truth;
    }
}
