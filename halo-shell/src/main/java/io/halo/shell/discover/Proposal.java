package io.halo.shell.discover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What follows from what the servers have told: pools with a home and those that could take them
/// over; and what nobody could find out.
///
/// @param pools by name
/// @param unknown one sentence each, for a person to answer
public record Proposal(List<String> servers, List<Pool> pools, List<String> unknown) {
    /// @param home where it is imported now, or the first that sees it
    /// @param failover who else sees it
    /// @param targets Lustre targets in it: `pool/dataset` to the mount point
    public record Pool(
            String name, String home, List<String> failover, Map<String, String> targets) {}

    static Proposal of(List<ServerFacts> servers) {
        var unknown = new ArrayList<String>();
        Map<String, String> names = new TreeMap<>();
        for (ServerFacts server : servers) {
            server.imported().forEach((guid, pool) -> names.put(guid, pool.name()));
            server.visible().forEach(names::putIfAbsent);
        }
        names.values().removeIf(String::isBlank);
        Map<String, Pool> pools = new TreeMap<>();
        names.forEach((guid, name) -> {
            Pool pool = pool(guid, name, servers, unknown);
            if (pools.putIfAbsent(name, pool) != null) {
                unknown.add(
                        "two pools are called "
                                + name
                                + ": only one is proposed; rename the other before HALO is to run both");
            }
        });
        servers.forEach(server -> aboutServer(server, unknown));
        disksWithoutPool(servers, unknown);
        return new Proposal(
                servers.stream().map(ServerFacts::host).toList(),
                List.copyOf(pools.values()),
                List.copyOf(unknown));
    }

    private static Pool pool(
            String guid, String name, List<ServerFacts> servers, List<String> unknown) {
        List<ServerFacts> owners =
                servers.stream().filter(it -> it.imported().containsKey(guid)).toList();
        List<String> seers =
                servers.stream().filter(it -> it.sees(guid)).map(ServerFacts::host).toList();
        if (owners.size() > 1) {
            unknown.add(
                    name
                            + " is imported on "
                            + String.join(" and ", owners.stream().map(ServerFacts::host).toList())
                            + " AT ONCE: export it on all but one now, and check it before anything else");
        }
        String home = owners.isEmpty() ? seers.getFirst() : owners.getFirst().host();
        if (owners.isEmpty()) {
            unknown.add(
                    name
                            + " is imported nowhere: "
                            + home
                            + " is proposed as its home only because it was named first");
        }
        Map<String, String> targets = new LinkedHashMap<>();
        owners.forEach(owner ->
                owner.targets()
                        .forEach((device, point) -> {
                            if (device.startsWith(name + "/")) {
                                targets.put(device, point);
                            }
                        }));
        if (seers.size() > 1) {
            owners.stream()
                    .flatMap(owner -> Stream.ofNullable(owner.imported().get(guid)))
                    .forEach(imported -> aboutPool(imported, unknown));
        }
        List<String> failover = seers.stream().filter(host -> !host.equals(home)).toList();
        if (failover.isEmpty()) {
            unknown.add(
                    "no other server sees "
                            + name
                            + ": it will run on "
                            + home
                            + " only, or its disks are cabled to a server that was not asked, or not powered."
                            + " If it is that server's own (its system's, say), take it out of this file");
        }
        if (targets.isEmpty()) {
            unknown.add("no Lustre target of " + name + " is mounted: what it serves is not known");
        }
        return new Pool(name, home, failover, targets);
    }

    private static void aboutPool(ServerFacts.Pool pool, List<String> unknown) {
        if (!pool.multihost().equals("on")) {
            unknown.add(
                    pool.name()
                            + " has multihost="
                            + (pool.multihost().isEmpty() ? "?" : pool.multihost())
                            + ": ZFS itself would not stop a second import; zpool set multihost=on "
                            + pool.name());
        }
        if (!pool.cachefile().equals("none")) {
            unknown.add(
                    pool.name()
                            + " has cachefile="
                            + (pool.cachefile().isEmpty() ? "?" : pool.cachefile())
                            + ": it may be imported at boot, behind HALO's back; zpool set cachefile=none "
                            + pool.name());
        }
    }

    private static void aboutServer(ServerFacts server, List<String> unknown) {
        String host = server.host();
        if (!server.user().isEmpty()) {
            unknown.add(
                    host
                            + " was asked as "
                            + server.user()
                            + ", who does not see everything: ask as root");
        }
        if (server.withoutZfs()) {
            unknown.add(host + " has no zpool: no pool of it can be known");
        }
        unknown.add(
                host
                        + (server.bmc().isEmpty()
                                ? ": how it is powered off is not known (no ipmitool, or no BMC)"
                                : ": its BMC says that it is "
                                        + server.bmc()
                                        + "; whether that is reached from the manager, and the password, are not known"));
        if (!server.agent()) {
            unknown.add(host + ": halo-agent is not installed");
        }
        List<String> scripts = new ArrayList<>(List.of("heartbeat/ZFS", "lustre/Lustre"));
        scripts.removeAll(server.scripts());
        if (!scripts.isEmpty()) {
            unknown.add(
                    host + ": the script " + String.join(" and ", scripts) + " is not installed");
        }
    }

    /// Disks that several servers have, though they see no pool in common: something else is on
    /// them.
    private static void disksWithoutPool(List<ServerFacts> servers, List<String> unknown) {
        for (int i = 0; i < servers.size(); i++) {
            for (ServerFacts other : servers.subList(i + 1, servers.size())) {
                ServerFacts one = servers.get(i);
                long shared = one.disks().stream().filter(other.disks()::contains).count();
                boolean pool =
                        one.imported().keySet().stream().anyMatch(other::sees)
                                || one.visible().keySet().stream().anyMatch(other::sees);
                if (shared > 0 && !pool) {
                    unknown.add(
                            one.host()
                                    + " and "
                                    + other.host()
                                    + " share "
                                    + shared
                                    + " disks and no pool: what is on them is not known");
                }
            }
        }
    }
}
