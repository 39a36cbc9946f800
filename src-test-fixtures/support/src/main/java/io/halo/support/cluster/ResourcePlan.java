package io.halo.support.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A simulated resource of a test cluster.
///
/// @param stateFile type and name, the part of its state file's name after the host
/// @param lines further lines of its entry in the configuration
public record ResourcePlan(
        String id,
        String kind,
        String stateFile,
        SortedMap<String, String> parameters,
        List<String> dependents,
        List<String> lines) {
    public ResourcePlan {
        dependents = List.copyOf(dependents);
        lines = List.copyOf(lines);
    }

    /// A pool with the name of the resource.
    public static ResourcePlan zfs(String id, String... dependents) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("pool", id);
        parameters.put("importforce", "false");
        return new ResourcePlan(
                id, "heartbeat/ZFS", "zfs." + id, parameters, List.of(dependents), List.of());
    }

    /// A target mounted at `/mnt/<id>`.
    public static ResourcePlan lustre(String id, String... dependents) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("mountpoint", "/mnt/" + id);
        parameters.put("target", "target/" + id);
        return new ResourcePlan(
                id,
                "lustre/Lustre",
                "lustre._mnt_" + id,
                parameters,
                List.of(dependents),
                List.of());
    }

    public static ResourcePlan address(String id, String ip, String... dependents) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("ip", ip);
        return new ResourcePlan(
                id, "heartbeat/IPaddr2", "ip." + ip, parameters, List.of(dependents), List.of());
    }

    /// A file system mounted at `/export/<id>`.
    public static ResourcePlan filesystem(String id, String... dependents) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("directory", "/export/" + id);
        parameters.put("device", "/dev/zvol/" + id);
        parameters.put("fstype", "ext4");
        return new ResourcePlan(
                id,
                "heartbeat/Filesystem",
                "fs._export_" + id,
                parameters,
                List.of(dependents),
                List.of());
    }

    /// An export of the directory of a file system.
    public static ResourcePlan export(String id, String filesystem, String... dependents) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("directory", "/export/" + filesystem);
        return new ResourcePlan(
                id,
                "heartbeat/exportfs",
                "export._export_" + filesystem,
                parameters,
                List.of(dependents),
                List.of());
    }

    public static ResourcePlan route(String id, String network, String... dependents) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("destination", network);
        return new ResourcePlan(
                id,
                "heartbeat/Route",
                "route." + network.replace('/', '_'),
                parameters,
                List.of(dependents),
                List.of());
    }

    /// The same, reached from several groups: it may run on several hosts at once.
    public ResourcePlan shared() {
        return with("shared: true");
    }

    /// The same with one more line, for example `monitor_interval: 1s`.
    public ResourcePlan with(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new ResourcePlan(id, kind, stateFile, parameters, dependents, more);
    }

    boolean isShared() {
        return lines.contains("shared: true");
    }
}
