package io.halo.clusters.containers;

import java.util.List;

/// Names and addresses of a pair of servers `mds00` and `mds01`, each home to a pool with a Lustre
/// target on it, and their configuration.
///
/// @param prefix of the names of its containers, which are the engine's and not the cluster's
/// @param net number of its network
record ContainerPlan(String prefix, int net) {
    static final List<String> HOSTS = List.of("mds00", "mds01");

    /// Where the directory that the simulated resources share is in each container.
    static final String SHARED = "/cluster";

    private static final int FIRST_HOST = 11;

    String subnet() {
        return "10.79." + net + ".0/24";
    }

    String address(String host) {
        return "10.79." + net + "." + (FIRST_HOST + HOSTS.indexOf(host));
    }

    String container(String host) {
        return prefix + "-" + host;
    }

    String config() {
        return """
        cluster:
          dead_after: 2s
          monitor_interval: 500ms
          timeouts: { start: 20s, stop: 20s, monitor: 5s }
          fencing: { timeout: 20s, retry_delay: 500ms, check_interval: 1s, max_per_hour: 1000 }
        hosts:
        %s%sresources:
        - { name: pool0, kind: heartbeat/ZFS, parameters: { pool: pool0, importforce: "false" }, dependents: [ ost0 ] }
        - { name: ost0, kind: lustre/Lustre, parameters: { target: pool0/ost0, mountpoint: /mnt/ost0 } }
        - { name: pool1, kind: heartbeat/ZFS, parameters: { pool: pool1, importforce: "false" }, dependents: [ ost1 ] }
        - { name: ost1, kind: lustre/Lustre, parameters: { target: pool1/ost1, mountpoint: /mnt/ost1 } }
        resource_groups:
        - { root: pool0, home_host: mds00, failover_hosts: [ mds01 ] }
        - { root: pool1, home_host: mds01, failover_hosts: [ mds00 ] }
        """
                .formatted(host("mds00"), host("mds01"));
    }

    private String host(String host) {
        return """
        - hostname: %s:8000
          name: %s
          fence_agent: fence_halo_container
          fence_parameters: { plug: %s, test_directory: %s, target: %s }
        """
                .formatted(address(host), host, container(host), SHARED, host);
    }

    /// The files that stand for the members of a group: `pool0` and what is on it.
    static List<String> stateFiles(String group) {
        String number = group.substring("pool".length());
        return List.of("zfs." + group, "lustre._mnt_ost" + number);
    }
}
